// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.log;

import org.slf4j.MDC;

/**
 * What every entry of a thread says besides its message, until the thread does something else.
 * Nothing here names a person: a user is the number that the page of users shows.
 */
public final class LogContext {
  private static final String REQUEST = "request";
  private static final String USER = "user";
  private static final String JOB = "job";

  private LogContext() {}

  /** The thread answers a request from now on. */
  public static void request(String id) {
    MDC.clear();
    MDC.put(REQUEST, id);
  }

  /** It is known who asks. */
  public static void user(String reference) {
    MDC.put(USER, reference);
  }

  /** The thread does a job from now on. */
  public static void job(long id) {
    MDC.clear();
    MDC.put(JOB, Long.toString(id));
  }

  /** The thread has ended what it did. */
  public static void end() {
    MDC.clear();
  }
}
