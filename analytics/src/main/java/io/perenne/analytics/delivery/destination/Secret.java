// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a secret is to be found; never the secret itself.
 *
 * <p>{@code env:NAME} is an environment variable, {@code file:PATH} the first line of a file,
 * {@code prompt} a question to the person at the terminal.
 */
public final class Secret {
  /** The allowed forms, for messages. */
  public static final String ALLOWED = "env:NAME, file:PATH or prompt";

  private final String kind;
  private final String place;
  private Optional<String> answer = Optional.empty();

  private Secret(String kind, String place) {
    this.kind = kind;
    this.place = place;
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException if it is anything else, such as a password; the message does
   *     not repeat it
   */
  public static Secret parse(String reference) {
    if (reference.equals("prompt")) {
      return new Secret("prompt", "");
    }
    int colon = reference.indexOf(':');
    String kind = colon < 0 ? "" : reference.substring(0, colon).toLowerCase(Locale.ROOT);
    if ((kind.equals("env") || kind.equals("file")) && colon + 1 < reference.length()) {
      return new Secret(kind, reference.substring(colon + 1));
    }
    throw new IllegalArgumentException(
        "not a reference to a secret; give " + ALLOWED + ", never the secret itself");
  }

  /** Where secrets are looked up. */
  public record Sources(Map<String, String> environment, Prompt prompt) {
    /** Returns sources without anybody to ask. */
    public static Sources unattended(Map<String, String> environment) {
      return new Sources(environment, what -> Optional.empty());
    }
  }

  /** Asks a person for a secret. */
  @FunctionalInterface
  public interface Prompt {
    /** Returns the answer, empty if there is nobody. */
    Optional<String> ask(String what);
  }

  /**
   * Looks the secret up.
   *
   * @param what what it is for, as in {@code SFTP password}
   * @throws DeliveryFailedException if it is not there
   */
  public String reveal(Message what, Sources sources) {
    Optional<String> found =
        switch (kind) {
          case "env" -> Optional.ofNullable(sources.environment().get(place));
          case "file" -> firstLine();
          default -> askedOnce(what, sources);
        };
    return found
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                DeliveryFailedException.lasting(
                    Texts.message("delivery.secret", what, toString(), Texts.message(missing())),
                    null));
  }

  /** A person is asked once, however many requests a delivery takes. */
  private synchronized Optional<String> askedOnce(Message what, Sources sources) {
    if (answer.isEmpty()) {
      answer = sources.prompt().ask(what.toString());
    }
    return answer;
  }

  private String missing() {
    return switch (kind) {
      case "env" -> "delivery.secret.env";
      case "file" -> "delivery.secret.file";
      default -> "delivery.secret.prompt";
    };
  }

  private Optional<String> firstLine() {
    try {
      return Files.readString(Path.of(place)).lines().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the reference. */
  @Override
  public String toString() {
    return place.isEmpty() ? kind : kind + ":" + place;
  }
}
