// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The customers of two runs side by side.
 *
 * @param cells every customer of either run in exactly one
 */
public record Movement(List<Cell> cells) {
  /** Copies the list. */
  public Movement {
    cells = List.copyOf(cells);
  }

  /** What happened to the purchases of a customer between two runs. */
  public enum Reason {
    /** The earlier run does not know the customer. */
    ARRIVED,
    /** There is a purchase after the last one that the earlier run knows. */
    BOUGHT,
    /** The same purchases are worth less: money was given back. */
    REFUNDED,
    /** Purchases that were there were changed, added or removed. */
    CORRECTED,
    /** Nothing: only time passed, and what is expected was estimated anew. */
    SILENT,
    /** The later run does not know the customer. */
    GONE;

    /** Returns the name in files and texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Some customers.
   *
   * @param segmentBefore the id of their segment in the earlier run; empty if it does not know them
   * @param segmentNow in the later run
   * @param bandBefore the id of their value band in the earlier run
   * @param bandNow in the later run
   * @param cause why the segment moved, as the later run says; empty if it was not compared with
   *     the earlier one, or the segment did not move
   * @param soFarBefore what they had spent, as the earlier run knows it, to the cent
   * @param expectedBefore what was expected of them
   * @param soFarNow what they have spent, as the later run knows it
   * @param expectedNow what is expected of them
   */
  public record Cell(
      String segmentBefore,
      String segmentNow,
      String bandBefore,
      String bandNow,
      Reason reason,
      String cause,
      long customers,
      BigDecimal soFarBefore,
      BigDecimal expectedBefore,
      BigDecimal soFarNow,
      BigDecimal expectedNow) {

    /** Returns their lifetime value in the earlier run. */
    public BigDecimal before() {
      return soFarBefore.add(expectedBefore);
    }

    /** Returns their lifetime value in the later run. */
    public BigDecimal now() {
      return soFarNow.add(expectedNow);
    }

    /** Returns whether both runs know them. */
    public boolean isKnown() {
      return !segmentBefore.isEmpty() && !segmentNow.isEmpty();
    }

    /** Returns whether they moved to a better segment. */
    public boolean isUp() {
      return isKnown() && segmentNow.compareTo(segmentBefore) < 0;
    }

    /** Returns whether they moved to a worse segment. */
    public boolean isDown() {
      return isKnown() && segmentNow.compareTo(segmentBefore) > 0;
    }

    /** Returns by how much their value changed. */
    public BigDecimal change() {
      return now().subtract(before());
    }
  }

  /** Returns how many customers kept their segment. */
  public long stayed() {
    return customers(cell -> cell.isKnown() && cell.segmentNow().equals(cell.segmentBefore()));
  }

  /** Returns how many moved to a better segment. */
  public long up() {
    return customers(Cell::isUp);
  }

  /** Returns how many moved to a worse one. */
  public long down() {
    return customers(Cell::isDown);
  }

  /** Returns how many the earlier run does not know. */
  public long arrived() {
    return customers(cell -> cell.segmentBefore().isEmpty());
  }

  /** Returns how many the later run does not know. */
  public long gone() {
    return customers(cell -> cell.segmentNow().isEmpty());
  }

  /** Returns the part of the customers in both runs who kept their segment; 1 without any. */
  public double stayShare() {
    long both = stayed() + up() + down();
    return both == 0 ? 1 : (double) stayed() / both;
  }

  /** Returns how many customers are in some cells. */
  public long customers(Predicate<Cell> which) {
    return cells.stream().filter(which).mapToLong(Cell::customers).sum();
  }
}
