// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import java.nio.file.Path;

/**
 * The user's input cannot be used as it is. The message says which file (and line, column, value
 * where they are known), what is wrong, and what to do about it; it is written to be shown as it
 * stands, without a stack trace.
 */
public final class RefusedInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal with a message for the user. */
  public RefusedInputException(String message) {
    super(message);
  }

  /** A refusal with a message for the user and the technical cause for the log. */
  public RefusedInputException(String message, Throwable cause) {
    super(message, cause);
  }

  public static RefusedInputException of(Path file, String problem) {
    return new RefusedInputException(file + ": " + problem);
  }

  public static RefusedInputException of(Path file, String problem, Throwable cause) {
    return new RefusedInputException(file + ": " + problem, cause);
  }
}
