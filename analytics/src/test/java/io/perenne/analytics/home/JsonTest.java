// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
  @TempDir Path folder;

  record Part(String name, long count) {}

  record Document(
      LocalDate day, Part part, List<Part> parts, Map<String, Part> named, @Nullable Part other) {}

  private static final Document DOCUMENT =
      new Document(
          LocalDate.of(2024, 2, 29),
          new Part("a", 1),
          List.of(new Part("b", 2)),
          Map.of("c", new Part("c", 3)),
          null);

  private static final Message WHAT = Texts.message("problem.model.none");
  private static final Message REMEDY = Texts.message("problem.run.restore");

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("document.json"), text);
    return assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("document.json")
        .hasMessageContaining("not a model")
        .hasMessageContaining("restore the file")
        .hasMessageNotContainingAny("com.fasterxml", "Source", "deserialize", "token");
  }

  private static Document read(Path file) {
    return Json.documents().read(file, Document.class, WHAT, REMEDY);
  }

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), Json.documents().write(DOCUMENT));
    assertThat(read(file)).isEqualTo(DOCUMENT);
    assertThat(file).content().contains("\"day\" : \"2024-02-29\"").contains("\n");
  }

  @Test
  void read_fieldOfALaterVersion_isPassedOver() throws IOException {
    String text = Json.documents().write(DOCUMENT).replaceFirst("\\{", "{\"later\": 1,");
    assertThat(read(Files.writeString(folder.resolve("a"), text))).isEqualTo(DOCUMENT);
  }

  @Test
  void read_notADocument_namesFileLineAndRemedyWithoutWordsOfTheLibrary() throws IOException {
    refused("").hasMessageNotContaining("null");
    refused("null").hasMessageContaining("it has no content");
    refused("{}").hasMessageContaining("it has no day");
    refused("[]");
    refused("{\n\"day\": \"2024-02-29\",\n\"part\": ").hasMessageContaining("it ends too early");
    refused("{\n\"day\": \"soon\"}").hasMessageContaining("line 2").hasMessageContaining("day");
    refused("{\n\n\"part\": {\"name\": \"a\", \"count\": \"many\"}}")
        .hasMessageContaining("line 3")
        .hasMessageContaining("part.count");
    refused("customer,date\n");
    refused(Json.documents().write(DOCUMENT) + "}").hasMessageContaining("not JSON");
  }

  @Test
  void read_partThatHasToBeThere_isNamed() throws IOException {
    String whole = Json.documents().write(DOCUMENT);
    refused(whole.replace("\"name\" : \"a\"", "\"name\" : null"))
        .hasMessageContaining("it has no part.name");
    refused(whole.replace("\"name\" : \"b\",", "")).hasMessageContaining("it has no parts.name");
  }

  @Test
  void read_folderOrBytes_isRefused() throws IOException {
    Path nothing = folder.resolve("nothing");
    assertThatThrownBy(() -> read(nothing))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such file");
    Path inTheWay = Files.createDirectory(folder.resolve("folder"));
    assertThatThrownBy(() -> read(inTheWay))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a readable file");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not text in UTF-8");
  }

  record Various(Instant at, TimeUnit unit, double number, Optional<String> text) {}

  @Test
  void write_forms_differOnlyInWhatTheyAreAskedFor() {
    Various various =
        new Various(
            Instant.parse("2024-02-29T10:00:00Z"), TimeUnit.DAYS, Double.NaN, Optional.empty());
    assertThat(Json.documents().withNullForAbsence().write(various))
        .contains("\"at\" : \"2024-02-29T10:00:00Z\"")
        .contains("\"unit\" : \"DAYS\"")
        .contains("\"number\" : null")
        .contains("\"text\" : null");
    assertThat(Json.documents().withNullForAbsence().withLowerCaseEnums().write(various))
        .contains("\"unit\" : \"days\"");
    assertThat(Json.documents().withoutNulls().write(DOCUMENT)).doesNotContain("other");
  }

  @Test
  void parse_textThatIsNotJson_isAMissingNode() {
    assertThat(Json.parse("{\"a\": 1}").path("a").asInt()).isEqualTo(1);
    assertThat(Json.parse("<html>").isMissingNode()).isTrue();
    assertThat(Json.parse("").isMissingNode()).isTrue();
  }
}
