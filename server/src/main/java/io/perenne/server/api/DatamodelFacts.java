// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import io.perenne.server.ui.datamodel.DatamodelView;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is asked of the file that other systems import. */
public final class DatamodelFacts {
  private final Questions questions;

  DatamodelFacts(Questions questions) {
    this.questions = questions;
  }

  /** Returns the columns, and the files that hold them. */
  public ObjectNode structure(String id, Language language) {
    RunDocument run = questions.run(id);
    ObjectNode answer = Questions.about(run);
    ArrayNode columns = answer.putArray("columns");
    for (DatamodelColumn column : DatamodelView.columns(run)) {
      ObjectNode each = columns.addObject();
      each.put("name", column.name());
      each.put("type", column.type().kind().name().toLowerCase(Locale.ROOT));
      each.put("length", column.type().length() > 0 ? column.type().length() : null);
      each.put("scale", column.type().scale() > 0 ? column.type().scale() : null);
      each.put("nullable", column.nullable());
      each.put("key", column.equals(DatamodelColumn.key()));
      each.put("description", column.description(language));
    }
    answer.set(
        "dialects",
        Wire.tree(
            Arrays.stream(TableDialect.values()).map(DatamodelView::code).toList(), language));
    ArrayNode files = answer.putArray("files");
    Map<String, Long> sizes = Optional.ofNullable(run.fileBytes()).orElse(Map.of());
    run.files()
        .forEach(
            (name, file) ->
                files
                    .addObject()
                    .put("name", name)
                    .put("file", file)
                    .put("bytes", sizes.get(name)));
    return answer;
  }
}
