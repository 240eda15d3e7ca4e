// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.excel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small workbooks cell by cell, in the XML that Excel writes. */
public final class XlsxFile {

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String REL =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

  /** Style 0 is general, 1 a date, 2 a date with time, 3 four decimals, 4 six digits. */
  private static final String STYLES =
      "<styleSheet xmlns=\""
          + MAIN
          + "\"><numFmts count=\"3\">"
          + "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy hh:mm\"/>"
          + "<numFmt numFmtId=\"165\" formatCode=\"000000\"/>"
          + "<numFmt numFmtId=\"166\" formatCode=\"[$-409]&quot;day &quot;0.00\"/></numFmts>"
          + "<cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
          + "<xf numFmtId=\"166\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";

  private final List<String> names = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private final List<String> sheets = new ArrayList<>();

  /**
   * Adds a sheet of rows; a row is the XML of its cells, an empty text for one that is not written.
   */
  public XlsxFile sheet(String name, String... rows) {
    return sheetOf("visible", name, rows);
  }

  public XlsxFile sheetOf(String state, String name, String... rows) {
    StringBuilder xml = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    for (int i = 0; i < rows.length; i++) {
      if (!rows[i].isEmpty()) {
        xml.append("<row r=\"").append(i + 1).append("\">").append(rows[i]).append("</row>");
      }
    }
    names.add(name);
    states.add(state);
    sheets.add(xml.append("</sheetData></worksheet>").toString());
    return this;
  }

  public static String text(String place, String text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  }

  public static String number(String place, int style, String value) {
    return "<c r=\"" + place + "\" s=\"" + style + "\"><v>" + value + "</v></c>";
  }

  public Path write(Path file) throws IOException {
    StringBuilder types =
        new StringBuilder("<Types xmlns=\"" + PACKAGE + "content-types\">")
            .append(part("/xl/workbook.xml", "sheet.main"))
            .append(part("/xl/styles.xml", "styles"));
    StringBuilder book =
        new StringBuilder("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + REL)
            .append("\"><sheets>");
    StringBuilder rels =
        new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "relationships\">")
            .append("<Relationship Id=\"s\" Type=\"" + REL + "/styles\" Target=\"styles.xml\"/>");
    for (int i = 1; i <= sheets.size(); i++) {
      types.append(part("/xl/worksheets/sheet" + i + ".xml", "worksheet"));
      book.append("<sheet name=\"" + names.get(i - 1) + "\" sheetId=\"" + i + "\" state=\"")
          .append(states.get(i - 1) + "\" r:id=\"r" + i + "\"/>");
      rels.append("<Relationship Id=\"r" + i + "\" Type=\"" + REL + "/worksheet\" Target=\"")
          .append("worksheets/sheet" + i + ".xml\"/>");
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "[Content_Types].xml", types + "</Types>");
      put(
          zip,
          "_rels/.rels",
          "<Relationships xmlns=\""
              + PACKAGE
              + "relationships\"><Relationship Id=\"r\" Type=\""
              + REL
              + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
      put(zip, "xl/workbook.xml", book + "</sheets></workbook>");
      put(zip, "xl/_rels/workbook.xml.rels", rels + "</Relationships>");
      put(zip, "xl/styles.xml", STYLES);
      for (int i = 1; i <= sheets.size(); i++) {
        put(zip, "xl/worksheets/sheet" + i + ".xml", sheets.get(i - 1));
      }
    }
    return file;
  }

  private static String part(String name, String kind) {
    return "<Override PartName=\""
        + name
        + "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml."
        + kind
        + "+xml\"/>";
  }

  private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
