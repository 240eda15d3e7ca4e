// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A failure that says what it is in the reader's language. */
public interface Spoken {
  /** Returns what failed. */
  String in(Language language);

  /** Returns what a failure says, without the names of classes that libraries put into it. */
  static Labelled reason(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Spoken::cause)
        .limit(20)
        .filter(cause -> cause instanceof Spoken || Reasons.find(cause) != null)
        .findFirst()
        .map(cause -> cause instanceof Spoken spoken ? (Labelled) spoken::in : Reasons.of(cause))
        .orElseGet(() -> Reasons.plain(failure));
  }

  @SuppressWarnings("NullAway") // the end of the chain is where Stream.iterate stops
  private static Throwable cause(@Nullable Throwable failure) {
    return failure == null ? null : failure.getCause();
  }

  /** What goes wrong on every network. */
  final class Reasons {
    private static final Map<Class<? extends Throwable>, String> KEYS = new LinkedHashMap<>();

    static {
      KEYS.put(UnknownHostException.class, "delivery.reason.unknown-host");
      KEYS.put(UnresolvedAddressException.class, "delivery.reason.unknown-host");
      KEYS.put(HttpTimeoutException.class, "delivery.reason.no-answer");
      KEYS.put(SocketTimeoutException.class, "delivery.reason.no-answer");
      KEYS.put(NoRouteToHostException.class, "delivery.reason.no-route");
      KEYS.put(ConnectException.class, "delivery.reason.refused");
      KEYS.put(SSLException.class, "delivery.reason.tls");
    }

    private Reasons() {}

    private static @Nullable String find(Throwable failure) {
      return KEYS.entrySet().stream()
          .filter(entry -> entry.getKey().isInstance(failure))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }

    private static Labelled of(Throwable failure) {
      Message message = Texts.message(Objects.requireNonNull(find(failure)));
      return message::in;
    }

    private static Labelled plain(@Nullable Throwable failure) {
      String said = failure == null ? "" : Objects.requireNonNullElse(failure.getMessage(), "");
      String bare =
          said.replaceAll("(?:[a-z]+\\.)+[A-Z]\\w*(?:Exception|Error)(?:: ?)?", "").strip();
      Message broken = Texts.message("delivery.reason.broken");
      return language -> bare.isEmpty() ? broken.in(language) : bare;
    }
  }
}
