// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.server.storage.Jobs;

/**
 * How far a job is.
 *
 * @param job its number
 * @param state its state, as in the store
 * @param stage the code of the stage of a run, such as {@code fit}; empty if it has none
 * @param what what it last said, in English
 */
public record Progress(long job, String state, String stage, String what) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns what the store knows of a job. */
  static Progress of(Jobs.Job job) {
    Said said = job.progress().map(Progress::said).orElse(Said.NOTHING);
    return new Progress(job.id(), job.state(), said.stage(), said.what());
  }

  /** What is kept while a job runs. */
  private record Said(String stage, String what) {
    static final Said NOTHING = new Said("", "");
  }

  private static Said said(String json) {
    try {
      return JSON.readValue(json, Said.class);
    } catch (JsonProcessingException e) {
      return Said.NOTHING;
    }
  }

  /** Returns what is kept of this. */
  String json() {
    try {
      return JSON.writeValueAsString(new Said(stage, what));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether the job goes on. */
  public boolean open() {
    return Jobs.OPEN.contains(state);
  }
}
