// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.audiences;

import io.javalin.http.Context;
import io.perenne.analytics.home.Csv;
import io.perenne.clv.segment.Segment;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.ui.frame.CsvTable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The members of an audience as a file, however many they are. */
public final class AudienceCsv {
  private static final int TOGETHER = 1000;

  private AudienceCsv() {}

  /** Answers with everybody who is in an audience, by the ids of their profiles. */
  public static void send(Context request, AudienceBook book, String audience) throws IOException {
    request
        .contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"audience-" + audience + ".csv\"");
    Writer out = new OutputStreamWriter(request.res().getOutputStream(), StandardCharsets.UTF_8);
    out.write("profile_id,user_id,email,segment,value,since\n");
    List<AudienceBook.Person> people = book.members(audience, "", TOGETHER);
    while (!people.isEmpty()) {
      for (AudienceBook.Person each : people) {
        out.write(line(each));
      }
      people = book.members(audience, people.get(people.size() - 1).profile(), TOGETHER);
    }
    out.flush();
  }

  private static String line(AudienceBook.Person person) {
    return Stream.of(
            person.profile(),
            CsvTable.guarded(person.identifier("user_id").orElse("")),
            CsvTable.guarded(person.identifier("email").orElse("")),
            person.segment().map(Segment::id).orElse(""),
            person.value().map(AudienceCsv::cents).orElse(""),
            person.since().map(Object::toString).orElse(""))
        .map(Csv::value)
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String cents(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
