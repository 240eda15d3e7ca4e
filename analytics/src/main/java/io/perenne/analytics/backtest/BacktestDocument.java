// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.fit.FittedData;
import io.perenne.clv.backtest.BacktestReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backtest with its provenance, as it is kept.
 *
 * @param format the version of this layout
 * @param report what was found
 * @param files the files it was found in
 * @param software what found it
 */
record BacktestDocument(
    int format, BacktestReport report, List<FittedData.File> files, Map<String, String> software) {

  BacktestDocument {
    files = List.copyOf(files);
  }

  /** Returns JSON; what is absent or not a number is null. */
  String toJson() {
    SimpleModule absences = new SimpleModule();
    absences.addSerializer(Double.class, new Numbers());
    absences.addSerializer(double.class, new Numbers());
    absences.addSerializer(Optional.class, new Optionals());
    JsonMapper json =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(absences)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    try {
      return json.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON has no NaN. */
  private static final class Numbers extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  @SuppressWarnings("rawtypes") // as the serializer is found by its raw class
  private static final class Optionals extends JsonSerializer<Optional> {
    @Override
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
