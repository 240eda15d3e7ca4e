// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.meaning.DocumentWords;
import io.perenne.analytics.ingest.meaning.FlagWords;
import io.perenne.analytics.ingest.meaning.StatusVocabulary;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.ingest.source.SourceSetting;
import io.perenne.analytics.ingest.source.TransactionFile;
import io.perenne.analytics.sql.Sql;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the SELECT that turns files of transactions into the columns of the contract. */
final class TransactionSql {

  private static final String NO_TEXT = "CAST(NULL AS VARCHAR)";
  private static final int MAX_ID = 255;

  /** What a refund has in common with the line of a purchase that it gives back. */
  private static final String LINE =
      "CASE WHEN product IS NOT NULL AND quantity IS NOT NULL"
          + " THEN (hash(lower(product), abs(quantity)) >> 1)::BIGINT END";

  private static final String NO_DATE =
      "time < TIMESTAMP '1753-01-02'"
          + " OR CAST(time AS DATE) IN"
          + " (DATE '1899-12-30', DATE '1899-12-31', DATE '1900-01-01', DATE '1970-01-01')";

  private final ValueSql values;
  private final DaylightSavingGaps gaps;
  private final FileSql reader;
  private final boolean rawIds;
  private final List<String> counting;
  private final MinorUnitSql minorUnits;
  private final String reporting;
  private final IdSql ids;
  private final Optional<LocalDate> lastPossible;

  /**
   * With {@code rawIds} the customer's id is text as it stands in the file.
   *
   * @param setting the zone of local times, and what the user said about the files
   * @param counting the statuses that count; none: an amount is asked of every row
   * @param ids how ids are made of texts
   * @param lastPossible the last day of which a row can tell
   */
  TransactionSql(
      SourceSetting setting,
      FileSql reader,
      boolean rawIds,
      List<String> counting,
      IdSql ids,
      Optional<LocalDate> lastPossible) {
    ZoneId zone = setting.zone();
    this.reporting = setting.options().currency();
    this.minorUnits = new MinorUnitSql(reporting);
    this.ids = ids;
    this.lastPossible = lastPossible;
    this.rawIds = rawIds;
    this.counting = counting;
    this.values = new ValueSql(zone, reader.nullTexts());
    this.gaps = DaylightSavingGaps.of(zone);
    this.reader = reader;
  }

  /** The rows of files written alike; {@code indexes} are their places among all files. */
  String select(List<TransactionFile> alike, List<Integer> indexes) {
    Map<String, String> parts = parts(alike.get(0));
    parts.put("file", FileSql.fileIndex(indexes));
    parts.put(
        "reader",
        reader.sql(alike.stream().map(TransactionFile::table).toList(), types(alike.get(0))));
    parts.put("also", "");
    parts.put("also_read", "");
    return Sql.fill(TransactionSql.class, "transactions", parts);
  }

  /** A raw id that means nothing shows later; a number or time that is none breaks its record. */
  private ColumnTypes types(TransactionFile file) {
    ColumnTypes types = ColumnTypes.of(file);
    return rawIds && file.onlyIdsAreText() ? types.withoutNullTexts() : types;
  }

  /** Where to look for the unreadable rows of one file. */
  UnreadableRows bad(TransactionFile file) {
    Map<String, String> parts = parts(file);
    parts.put("file", "0");
    parts.put("reader", reader.numbered(file.table(), ColumnTypes.of(file)));
    StringBuilder also = new StringBuilder(", row_place");
    StringBuilder read = new StringBuilder(", row_place");
    for (String field : Arrays.stream(RowFault.values()).map(RowFault::field).distinct().toList()) {
      String raw = "\"raw_" + field + "\"";
      String column = file.find(field).map(found -> column(file, found)).orElse(NO_TEXT);
      also.append(", ").append(raw);
      read.append(", CAST(").append(column).append(" AS VARCHAR) AS ").append(raw);
    }
    parts.put("also", also.toString());
    parts.put("also_read", read.toString());
    return new UnreadableRows(
        file.table(), file.mapping(), Sql.fill(TransactionSql.class, "transactions", parts));
  }

  private Map<String, String> parts(TransactionFile file) {
    Map<String, String> parts = new HashMap<>();
    customer(file, parts);
    id("order", filled(file, "order"), parts);
    parts.put("status", status(file));
    parts.put("currency", "upper(" + filled(file, "currency") + ")");
    parts.put("channel", text(file, "channel"));
    parts.put("product", text(file, "product"));
    id("refund", text(file, "refund-of"), parts);
    parts.put("refund_of", parts.get("refund"));
    parts.put("row_type", rowType(file));
    put(parts, "time", time(file));
    parts.put("time", gaps.sql("time"));
    boolean multiplies = file.multiplies();
    boolean lines = file.has("product") && file.has("quantity");
    put(parts, "amount", multiplies ? ValueReading.nothing("DECIMAL(18, 4)") : amount(file));
    put(
        parts,
        "quantity",
        file.has("quantity")
            ? number(file, "quantity", 4)
            : ValueReading.nothing("DECIMAL(18, 4)"));
    parts.put("line", lines ? LINE : "CAST(NULL AS BIGINT)");
    put(
        parts,
        "price",
        multiplies ? number(file, "price", 6) : ValueReading.nothing("DECIMAL(18, 6)"));
    parts.put("taken_off", takenOff(file));
    parts.put("amount", net(file, multiplies ? wide("quantity") + " * price" : "amount"));
    String uncounted = uncounted(file);
    parts.put(
        "counted_amount",
        uncounted.equals("false")
            ? "amount"
            : "CASE WHEN amount IS NULL AND " + uncounted + " THEN 0 ELSE amount END");
    margin(file, parts);
    parts.put("bad", fault(file, uncounted));
    return parts;
  }

  /** Whether a row has a status that does not count, so that nothing depends on its amount. */
  private String uncounted(TransactionFile file) {
    return counting.isEmpty() || !file.hasStatus()
        ? "false"
        : counting.stream()
            .map(Sql::quote)
            .collect(Collectors.joining(", ", "(status IS NOT NULL AND status NOT IN (", "))"));
  }

  private static String money(String expression) {
    return "TRY_CAST(" + expression + " AS DECIMAL(18, 4))";
  }

  /** In 128 bits, where arithmetic on two readable numbers cannot overflow. */
  private static String wide(String column) {
    return "CAST(" + column + " AS DECIMAL(38, " + (column.equals("price") ? 6 : 4) + "))";
  }

  private static void put(Map<String, String> parts, String name, ValueReading reading) {
    parts.put("usual_" + name, reading.usual());
    parts.put("read_" + name, reading.after("usual_" + name));
  }

  private void margin(TransactionFile file, Map<String, String> parts) {
    boolean margin = file.has("margin");
    boolean cost = !margin && file.has("cost");
    put(
        parts,
        "margin",
        margin ? number(file, "margin", 4) : ValueReading.nothing("DECIMAL(18, 4)"));
    put(parts, "cost", cost ? number(file, "cost", 4) : ValueReading.nothing("DECIMAL(18, 4)"));
    String total =
        file.multiplies()
            ? wide("quantity") + " * (" + wide("price") + " - cost)"
            : wide("amount") + " - cost";
    parts.put("margin", cost ? money(total) : "margin");
    parts.put("margin_text", margin ? text(file, "margin") : cost ? text(file, "cost") : NO_TEXT);
    String number = margin ? "margin" : "cost";
    parts.put(
        "unreadable_margin",
        margin || cost ? "margin_text IS NOT NULL AND " + number + " IS NULL" : "false");
  }

  private void customer(TransactionFile file, Map<String, String> parts) {
    FieldMapping found = file.find("customer").orElseThrow();
    boolean one = file.all("customer").size() == 1;
    boolean raw = rawIds && one && type(file, found).isText();
    parts.put("text_of_customer", raw ? column(file, found) : filled(file, "customer"));
    parts.put("customer", raw ? "text_of_customer" : ids.somebody("text_of_customer"));
    parts.put("id", raw ? "customer" : IdSql.canonical("customer"));
  }

  /** The text has a column of its own, since an id asks it many questions. */
  private static void id(String name, String text, Map<String, String> parts) {
    String column = "text_of_" + name;
    parts.put(column, text);
    parts.put(name, text.equals(NO_TEXT) ? column : IdSql.canonical(column));
  }

  /** The first of the field's columns that has a value; of customers, one that is somebody. */
  private String filled(TransactionFile file, String field) {
    List<String> texts = new ArrayList<>();
    for (FieldMapping found : file.all(field)) {
      String text = text(file, found);
      texts.add(text);
    }
    if (texts.size() > 1 && field.equals("customer")) {
      texts.replaceAll(ids::somebody);
    }
    return texts.isEmpty()
        ? NO_TEXT
        : texts.size() == 1 ? texts.get(0) : "coalesce(" + String.join(", ", texts) + ")";
  }

  /** All statuses of a row: that of its order, of its line, its type. */
  private String status(TransactionFile file) {
    List<String> texts = new ArrayList<>();
    file.all("status").forEach(found -> texts.add(text(file, found)));
    for (FieldMapping found : file.all("rejected")) {
      texts.add(flag(file, found, "NOT IN", "cancelled"));
    }
    for (FieldMapping found : file.all("unpaid")) {
      texts.add(flag(file, found, "IN", "unpaid"));
    }
    if (texts.size() < 2) {
      return "lower(" + (texts.isEmpty() ? NO_TEXT : texts.get(0)) + ")";
    }
    return "nullif(lower(concat_ws("
        + Sql.quote(StatusVocabulary.BETWEEN)
        + ", "
        + String.join(", ", texts)
        + ")), '')";
  }

  /** A word for rows whose flag is, or is not, among the texts of a flag that is not set. */
  private String flag(TransactionFile file, FieldMapping found, String among, String word) {
    String no = FlagWords.no().stream().sorted().map(Sql::quote).collect(Collectors.joining(", "));
    return "CASE WHEN lower("
        + text(file, found)
        + ") "
        + among
        + " ("
        + no
        + ") THEN "
        + Sql.quote(word)
        + " END";
  }

  /** What is taken off the amount of a row: discounts, and money given back later. */
  private String takenOff(TransactionFile file) {
    List<String> parts = new ArrayList<>();
    List<FieldMapping> columns = new ArrayList<>(file.all("less"));
    columns.addAll(file.all("refunded"));
    for (FieldMapping found : columns) {
      String number = number(file, found, 4).whole();
      parts.add("CASE WHEN " + text(file, found) + " IS NULL THEN 0 ELSE abs(" + number + ") END");
      if (found.field().equals("refunded")) {
        break;
      }
    }
    return parts.isEmpty() ? "0" : String.join(" + ", parts);
  }

  /**
   * The amount of a row without what is taken off; below zero where its type is a refund, or where
   * the quantity is below zero and the amount was written without its sign.
   */
  private static String net(TransactionFile file, String amount) {
    boolean takes = file.has("less") || file.has("refunded");
    String net =
        takes
            ? "CASE WHEN "
                + amount
                + " > 0 THEN greatest("
                + amount
                + " - taken_off, 0) ELSE "
                + amount
                + " END"
            : amount;
    Collection<String> refunds =
        file.profile()
            .<Collection<String>>map(profile -> profile.rowTypes().refund())
            .orElse(DocumentWords.refunds());
    if (file.has("row-type") && !refunds.isEmpty()) {
      String words =
          refunds.stream()
              .map(word -> Sql.quote(word.toLowerCase(Locale.ROOT)))
              .sorted()
              .collect(Collectors.joining(", "));
      net = "CASE WHEN row_type IN (" + words + ") THEN -abs(" + net + ") ELSE " + net + " END";
    }
    if (file.has("quantity")
        && !file.multiplies()
        && !file.amountOfOrder()
        && file.profile().isEmpty()) {
      net = "CASE WHEN quantity < 0 AND " + net + " > 0 THEN -(" + net + ") ELSE " + net + " END";
    }
    return net.equals("amount") ? net : money(net);
  }

  /** The type of a row: as a format writes it, or as words of many languages are compared. */
  private String rowType(TransactionFile file) {
    String text = "lower(" + text(file, "row-type") + ")";
    return file.profile().isPresent() || !file.has("row-type")
        ? text
        : "regexp_replace(strip_accents(" + text + "), '[^\\p{L}\\p{N}]', '', 'g')";
  }

  private String text(TransactionFile file, String field) {
    return file.find(field).map(found -> text(file, found)).orElse(NO_TEXT);
  }

  private String text(TransactionFile file, FieldMapping found) {
    Column type = type(file, found);
    boolean quickly = !file.patient() && type.isText();
    return quickly
        ? ValueSql.textQuickly(column(file, found))
        : values.text(column(file, found), type);
  }

  private static String column(TransactionFile file, FieldMapping found) {
    return FileSql.column(file.table(), found.index());
  }

  private static Column type(TransactionFile file, FieldMapping found) {
    return ColumnTypes.read(file, found);
  }

  private ValueReading time(TransactionFile file) {
    List<FieldMapping> columns = file.all("time");
    FieldMapping found = columns.get(0);
    if (columns.size() == 1) {
      return values.time(column(file, found), type(file, found), file.time());
    }
    String both =
        Sql.fill(
            TransactionSql.class,
            "date_and_time",
            Map.of("date", text(file, found), "time", text(file, columns.get(1))));
    return values.time(both, new Column(found.column(), "VARCHAR"), file.time());
  }

  private ValueReading number(TransactionFile file, String field, int scale) {
    return number(file, file.find(field).orElseThrow(), scale);
  }

  private ValueReading number(TransactionFile file, FieldMapping found, int scale) {
    ValueReading number =
        inOneCurrency(
            file,
            found,
            ValueSql.number(column(file, found), type(file, found), file.numbers(), scale));
    return TransactionFile.inMinorUnits(found)
        ? minorUnits.divided(number, filled(file, "currency"), scale)
        : number;
  }

  /** An amount with the sign of another currency than that of the first rows is unreadable. */
  private ValueReading inOneCurrency(
      TransactionFile file, FieldMapping found, ValueReading number) {
    if (!file.patient() || file.has("currency") || !type(file, found).isText()) {
      return number;
    }
    CurrencySigns signs =
        CurrencySigns.of(file.table().sample().values(found.index(), Set.of()), reporting);
    return signs.only(column(file, found), number);
  }

  private ValueReading amount(TransactionFile file) {
    if (!file.hasAmount()) {
      return ValueReading.nothing("DECIMAL(18, 4)");
    }
    ValueReading amount = number(file, file.has("amount") ? "amount" : "price", 4);
    List<FieldMapping> columns = file.all("amount");
    if (columns.size() > 1) {
      amount = firstFilled(file, columns);
    }
    if (!file.emptyAmountIsZero()) {
      return amount;
    }
    String text = filled(file, "amount");
    return new ValueReading(
        "CASE WHEN " + text + " IS NULL THEN 0 ELSE " + amount.usual() + " END",
        amount.otherwise());
  }

  private ValueReading firstFilled(TransactionFile file, List<FieldMapping> columns) {
    StringBuilder sql = new StringBuilder("CASE");
    for (FieldMapping found : columns) {
      sql.append(" WHEN ")
          .append(text(file, found))
          .append(" IS NOT NULL THEN ")
          .append(number(file, found, 4).whole());
    }
    return ValueReading.only(sql.append(" END").toString(), "DECIMAL(18, 4)");
  }

  /**
   * The first fault of a row. Dates before 1753, which many databases do not know, are typing
   * errors, and the days from which systems count are dates that nobody has entered.
   */
  private String fault(TransactionFile file, String uncounted) {
    List<String> cases = new ArrayList<>();
    cases.add(
        when(
            "time IS NULL OR time >= TIMESTAMP '10000-01-01' OR (time < TIMESTAMP '1970-01-02' AND ("
                + NO_DATE
                + "))",
            RowFault.TIME));
    lastPossible.ifPresent(
        day ->
            cases.add(
                when("time >= TIMESTAMP '" + day.plusDays(1) + " 00:00:00'", RowFault.FAR_TIME)));
    if (file.multiplies()) {
      cases.add(when(missing("quantity", uncounted), RowFault.QUANTITY));
      cases.add(when(missing("price", uncounted), RowFault.PRICE));
    }
    if (file.hasAmount()) {
      cases.add(when(missing("amount", uncounted), RowFault.AMOUNT));
    }
    cases.add(when(badId("customer"), RowFault.CUSTOMER));
    if (!rawIds) {
      cases.add(when(IdSql.isShortened("customer"), RowFault.SHORTENED_CUSTOMER));
    }
    if (file.has("order")) {
      cases.add(when(badId("\"order\""), RowFault.ORDER));
      cases.add(when(IdSql.isShortened("\"order\""), RowFault.SHORTENED_ORDER));
    }
    if (file.has("margin") || file.has("cost")) {
      cases.add(when("unreadable_margin", file.has("margin") ? RowFault.MARGIN : RowFault.COST));
    }
    return "CASE " + String.join(" ", cases) + " ELSE 0 END";
  }

  private static String missing(String column, String uncounted) {
    String missing = column + " IS NULL";
    return uncounted.equals("false") ? missing : missing + " AND NOT " + uncounted;
  }

  /** Counting bytes is cheaper than counting characters, and nearly always enough. */
  private static String badId(String column) {
    return String.format("(strlen(%1$s) > %2$d AND length(%1$s) > %2$d)", column, MAX_ID);
  }

  private static String when(String condition, RowFault fault) {
    return "WHEN " + condition + " THEN " + fault.code();
  }
}
