// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** The two forms of an e-mail: HTML in our frame, and plain text made of it. */
final class MailText {
  private static final Safelist ALLOWED =
      Safelist.basic()
          .addTags("h1", "h2", "h3", "hr")
          .removeTags("span", "cite", "q", "dl", "dt", "dd")
          .removeEnforcedAttribute("a", "rel");

  private static final String BUTTON =
      "display:inline-block;padding:12px 22px;background:#17324d;color:#ffffff;"
          + "text-decoration:none;border-radius:4px;font-weight:bold";

  private MailText() {}

  /**
   * Returns the HTML of an e-mail. Of the body only what formats text stays: paragraphs, headings,
   * lists, links; no script, no image, nothing that tells that it was read.
   */
  static String html(Parcel parcel, String postalAddress) {
    String lead = Words.message("mail.unsubscribe.lead").in(parcel.language());
    StringBuilder page = new StringBuilder(2048);
    page.append("<!DOCTYPE html><html lang=\"").append(parcel.language().code());
    page.append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\"");
    page.append(" content=\"width=device-width\"><title>").append(escaped(parcel.text("subject")));
    page.append("</title></head><body style=\"margin:0;padding:24px;background:#ffffff;");
    page.append("color:#1b1b1b;font-family:Arial,sans-serif;font-size:16px;line-height:1.5\">");
    String preview = parcel.text("preview");
    if (!preview.isEmpty()) {
      page.append("<div style=\"display:none;max-height:0;overflow:hidden\">");
      page.append(escaped(preview)).append("</div>");
    }
    page.append("<div style=\"max-width:600px;margin:0 auto\">");
    page.append(clean(parcel.text("body")));
    button(page, parcel.texts());
    page.append("<hr style=\"border:0;border-top:1px solid #cccccc;margin:32px 0 12px\">");
    page.append("<p style=\"font-size:13px;color:#555555\">").append(escaped(postalAddress));
    if (!parcel.preferences().isEmpty()) {
      page.append("<br>").append(escaped(lead)).append(" <a href=\"");
      page.append(escaped(parcel.preferences())).append("\" style=\"color:#555555\">");
      page.append(escaped(Words.message("mail.unsubscribe").in(parcel.language())));
      page.append("</a>");
    }
    return page.append("</p></div></body></html>\n").toString();
  }

  private static void button(StringBuilder page, Map<String, String> texts) {
    String text = texts.getOrDefault("call-to-action.text", "");
    String link = texts.getOrDefault("call-to-action.link", "");
    if (!text.isEmpty() && link.matches("https?://\\S+")) {
      page.append("<p style=\"margin:24px 0\"><a href=\"").append(escaped(link));
      page.append("\" style=\"").append(BUTTON).append("\">").append(escaped(text));
      page.append("</a></p>");
    }
  }

  static String clean(String body) {
    return Jsoup.clean(body, "", ALLOWED, new OutputSettings().prettyPrint(false));
  }

  private static String escaped(String text) {
    return Entities.escape(text);
  }

  /** Returns HTML as plain text: paragraphs apart, list items with dashes, links written out. */
  static String plain(String html) {
    StringBuilder text = new StringBuilder();
    NodeTraversor.traverse(new Writer(text), Jsoup.parse(html).body());
    return text.toString()
            .replace('\u00a0', ' ')
            .replaceAll("[ \\t]+", " ")
            .replaceAll(" ?\\n ?", "\n")
            .replaceAll("\\n{3,}", "\n\n")
            .strip()
        + "\n";
  }

  private record Writer(StringBuilder text) implements NodeVisitor {
    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words && !isHidden(node)) {
        text.append(words.text());
      } else if (node.nameIs("li")) {
        text.append("\n- ");
      } else if (node.nameIs("br")) {
        text.append('\n');
      }
    }

    /** What is shown beside the subject is no part of the text. */
    private static boolean isHidden(Node node) {
      return node.parent() instanceof Element parent
          && parent.attr("style").startsWith("display:none");
    }

    @Override
    public void tail(Node node, int depth) {
      if (node.nameIs("a") && !node.attr("href").isEmpty()) {
        text.append(" <").append(node.attr("href")).append('>');
      } else if (node.nameIs("hr")) {
        text.append("\n\n--\n");
      } else if (node.nameIs("p") || node.nameIs("ul") || node.nameIs("ol") || heading(node)) {
        text.append("\n\n");
      }
    }

    private static boolean heading(Node node) {
      return node.normalName().matches("h[1-6]|div|blockquote|pre");
    }
  }
}
