// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import java.util.OptionalDouble;

/**
 * The exact 90 % and 99 % type 7 quantiles of positive numbers too many to hold, some of each
 * customer, read several times in any order and by any number of threads.
 *
 * <p>The first pass holds the numbers of a sample of the customers. If that was everybody, it has
 * the answer. If not, a pass over everybody looks for it in brackets around the quantiles of the
 * sample. Only where a lopsided sample has misplaced a bracket, or more numbers are in question
 * than can be held, a {@link StreamedQuantile} reads everybody anew. The sample decides how soon
 * the answer is found, never what it is: that of {@link Quantiles#type7} on all numbers sorted.
 */
public final class ExactQuantiles {
  /** So many numbers can be held. */
  private static final long HELD = 1 << 21;

  private static final double[] PROBABILITIES = StreamedQuantile.PROBABILITIES;

  private final long held;
  private QuantilePass pass;
  private boolean done;
  private long size;
  private final double[] quantiles = {Double.NaN, Double.NaN};

  /** Starts with nothing read. */
  public ExactQuantiles() {
    this(HELD);
  }

  public ExactQuantiles(long held) {
    this.held = held;
    pass = new QuantileSample(held);
  }

  /** Returns whether the numbers must be read once more. */
  public boolean needsPass() {
    return !done;
  }

  /** Returns what one thread gives its numbers to, until the end of the pass. */
  public NumberTaker open() {
    return done ? number -> {} : pass.open();
  }

  /** Ends a pass; only the first may have been one over a sample instead of everybody. */
  public void endPass(boolean everybody) {
    if (done) {
      return;
    }
    if (pass instanceof QuantileSample sample) {
      endSample(sample, everybody);
    } else if (pass instanceof QuantileBrackets brackets) {
      endBrackets(brackets);
    } else if (pass instanceof StreamedQuantile streamed) {
      endStreamed(streamed);
    }
  }

  private void endSample(QuantileSample sample, boolean everybody) {
    if (!sample.end()) {
      pass = new StreamedQuantile(held);
    } else if (everybody) {
      double[] sorted = sample.sorted();
      for (int i = 0; i < quantiles.length && sorted.length > 0; i++) {
        quantiles[i] = Quantiles.type7(sorted, PROBABILITIES[i]);
      }
      end(sorted.length);
    } else {
      pass = new QuantileBrackets(sample, PROBABILITIES, held);
    }
  }

  private void endBrackets(QuantileBrackets brackets) {
    for (int i = 0; i < quantiles.length && brackets.size() > 0; i++) {
      OptionalDouble quantile = brackets.quantile(i);
      if (quantile.isEmpty()) {
        pass = new StreamedQuantile(held);
        return;
      }
      quantiles[i] = quantile.getAsDouble();
    }
    end(brackets.size());
  }

  private void endStreamed(StreamedQuantile streamed) {
    streamed.endPass();
    if (!streamed.needsPass()) {
      quantiles[0] = streamed.q90();
      quantiles[1] = streamed.q99();
      end(streamed.size());
    }
  }

  private void end(long count) {
    size = count;
    done = true;
    pass = new QuantileSample(0);
  }

  /** Returns how many numbers there are. */
  public long size() {
    requireDone();
    return size;
  }

  /** Returns the 90 % quantile; NaN of no numbers. */
  public double q90() {
    requireDone();
    return quantiles[0];
  }

  /** Returns the 99 % quantile; NaN of no numbers. */
  public double q99() {
    requireDone();
    return quantiles[1];
  }

  private void requireDone() {
    if (!done) {
      throw new IllegalStateException("the numbers must be read again");
    }
  }
}
