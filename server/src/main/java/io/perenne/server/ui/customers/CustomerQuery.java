// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.customers;

import io.javalin.http.Context;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.server.ui.frame.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which customers a reader asked for, and in which order.
 *
 * @param text a part of the id or the address; empty for all
 * @param segment the id of a segment; empty for all
 * @param band the id of a value band; empty for all
 * @param arm {@code control} or {@code target}; empty for both
 * @param sort the column they are sorted by
 * @param descending whether the largest comes first
 * @param after the key of the page; empty for the first
 */
public record CustomerQuery(
    String text,
    String segment,
    String band,
    String arm,
    String sort,
    boolean descending,
    String after) {
  private static final String BY_VALUE = "LTV_VALUE";

  /** The columns that can be sorted by. */
  public static final List<String> SORTS =
      List.of(
          "CustomerId",
          BY_VALUE,
          "MON_VALUE",
          "FREQ_VALUE",
          "TICKET_AVG",
          "REC_VALUE",
          "DIFF_TBP_RECENCY");

  /** Reads a request; what is none of the choices is as if it were absent. */
  static CustomerQuery of(Context request) {
    String sort = parameter(request, "sort", SORTS);
    String direction = parameter(request, "dir", List.of("asc", "desc"));
    return new CustomerQuery(
        Optional.ofNullable(request.queryParam("q")).orElse("").strip(),
        parameter(request, "segment", Arrays.stream(Segment.values()).map(Segment::id).toList()),
        parameter(request, "band", Arrays.stream(ValueBand.values()).map(ValueBand::id).toList()),
        parameter(request, "arm", List.of("control", "target")),
        sort.isEmpty() ? BY_VALUE : sort,
        direction.isEmpty() ? !sort.equals("CustomerId") : direction.equals("desc"),
        Optional.ofNullable(request.queryParam("after")).orElse(""));
  }

  private static String parameter(Context request, String name, List<String> choices) {
    String value = request.queryParam(name);
    return value != null && choices.contains(value) ? value : "";
  }

  /** Returns the condition on customers. */
  CustomerFilter filter() {
    CustomerFilter filter = CustomerFilter.ALL.withText(text);
    filter = segment.isEmpty() ? filter : filter.withSegment(segment);
    filter = band.isEmpty() ? filter : filter.withBand(band);
    return arm.isEmpty() ? filter : filter.withArm(arm);
  }

  /** Returns the order of customers. */
  CustomerSort order() {
    return new CustomerSort(sort, descending);
  }

  /** Returns whether somebody may be left out. */
  public boolean restricts() {
    return !filter().equals(CustomerFilter.ALL);
  }

  /** Returns the same question, from its first page, sorted by a column or the other way round. */
  public CustomerQuery sortedBy(String column) {
    boolean down = sort.equals(column) ? !descending : !column.equals("CustomerId");
    return new CustomerQuery(text, segment, band, arm, column, down, "");
  }

  /** Returns the same question from another page on. */
  public CustomerQuery from(String key) {
    return new CustomerQuery(text, segment, band, arm, sort, descending, key);
  }

  /** Returns it as the query of an address. */
  public String toQuery(String runId) {
    StringBuilder query = new StringBuilder("?run=").append(Frame.encoded(runId));
    append(query, "q", text);
    append(query, "segment", segment);
    append(query, "band", band);
    append(query, "arm", arm);
    append(query, "sort", sort);
    append(query, "dir", descending ? "desc" : "asc");
    append(query, "after", after);
    return query.toString();
  }

  private static void append(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      query.append('&').append(name).append('=').append(Frame.encoded(value));
    }
  }
}
