// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files that pages load: styles and scripts. Their version changes with their content. */
public final class Assets {
  private static final String FOLDER = "/io/perenne/server/assets/";
  private static final List<String> NAMES =
      List.of("style.css", "perenne.js", "upload.js", "icon.svg");
  private static final int VERSION_LENGTH = 12;
  private static final Map<String, byte[]> FILES = read();
  private static final String VERSION = hash();

  private Assets() {}

  /** Returns what stands in their addresses, so that a browser may keep them for ever. */
  public static String version() {
    return VERSION;
  }

  /** Returns the content of a file; empty if there is none of that name. */
  public static Optional<byte[]> find(String name) {
    return Optional.ofNullable(FILES.get(name));
  }

  /** Returns the type of a file. */
  public static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }

  private static Map<String, byte[]> read() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
        files.put(name, Objects.requireNonNull(in, name).readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      FILES.values().forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
