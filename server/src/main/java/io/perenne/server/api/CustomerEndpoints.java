// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.server.ui.customers.CustomerQuery;
import io.perenne.server.ui.frame.Access;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Single customers: for those who may see personal data. */
final class CustomerEndpoints {
  private static final int ROWS = 100;
  private static final int MOST_TEXT = 254;

  private final CustomerFacts customers;

  CustomerEndpoints(Questions questions) {
    customers = questions.ofCustomers();
  }

  void addTo(Routes routes) {
    routes.get(
        "/runs/{run}/customers",
        call ->
            Answer.ok(
                customers.list(
                    call.path("run"),
                    filter(call),
                    sort(call),
                    call.number("limit", ROWS, RunEndpoints.MOST_ROWS),
                    call.text("cursor"))),
        Access.READ,
        Access.CUSTOMERS);
    routes.get(
        "/runs/{run}/customers/{customer}",
        call -> Answer.ok(customers.one(call.path("run"), call.path("customer"), call.language())),
        Access.READ,
        Access.CUSTOMERS);
    routes.get(
        "/runs/{run}/customers/{customer}/history",
        call ->
            Answer.ok(
                customers.history(
                    call.path("run"),
                    call.path("customer"),
                    call.number("limit", 12, 24),
                    call.language())),
        Access.READ,
        Access.CUSTOMERS);
    routes.get(
        "/runs/{run}/customers/{customer}/what-if",
        call ->
            Answer.ok(
                customers.whatIf(
                    call.path("run"),
                    call.path("customer"),
                    call.text(CustomerFacts.SILENT_UNTIL),
                    call.text(CustomerFacts.BUYS_ON),
                    call.text(CustomerFacts.AMOUNT),
                    call.language())),
        Access.READ,
        Access.CUSTOMERS);
  }

  private static CustomerFilter filter(Call call) {
    CustomerFilter filter = CustomerFilter.ALL;
    Optional<String> segment =
        call.optionalChoice("segment", Arrays.stream(Segment.values()).map(Segment::id).toList());
    if (segment.isPresent()) {
      filter = filter.withSegment(segment.get());
    }
    Optional<String> band =
        call.optionalChoice("band", Arrays.stream(ValueBand.values()).map(ValueBand::id).toList());
    if (band.isPresent()) {
      filter = filter.withBand(band.get());
    }
    Optional<String> arm = call.optionalChoice("arm", List.of("control", "target"));
    if (arm.isPresent()) {
      filter = filter.withArm(arm.get());
    }
    Optional<String> text = call.text("q");
    if (text.filter(each -> each.length() > MOST_TEXT).isPresent()) {
      throw ApiException.parameter("q", Words.message("parameter.length", MOST_TEXT));
    }
    return text.isPresent() ? filter.withText(text.get().strip()) : filter;
  }

  /** The largest value comes first, ids begin with the first. */
  private static CustomerSort sort(Call call) {
    String column = call.optionalChoice("sort", CustomerQuery.SORTS).orElse("LTV_VALUE");
    String order =
        call.optionalChoice("order", List.of("asc", "desc"))
            .orElse(column.equals("CustomerId") ? "asc" : "desc");
    return new CustomerSort(column, order.equals("desc"));
  }
}
