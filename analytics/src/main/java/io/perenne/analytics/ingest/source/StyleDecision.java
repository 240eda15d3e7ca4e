// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.profile.Profile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how the dates and numbers of each file are written: from its sample; if that leaves it
 * open, from files with the same columns; if they do too, from every row of the file; and if even
 * that tells nothing, it asks.
 */
final class StyleDecision {

  private static final List<String> NUMBERS =
      List.of("amount", "price", "cost", "margin", "quantity");

  private final TableProbe probe;
  private final ReadOptions options;
  private final Set<String> nullTexts;
  private final TimeDecision times;

  StyleDecision(TableProbe probe, ReadOptions options) {
    this.probe = probe;
    this.options = options;
    this.nullTexts = Set.copyOf(options.nullTexts());
    this.times = new TimeDecision(probe, options);
  }

  List<TransactionFile> decide(List<TransactionFile> files) {
    List<TransactionFile> sampled = new ArrayList<>();
    List<Optional<DecimalMark>> numbers = new ArrayList<>();
    for (TransactionFile file : files) {
      sampled.add(
          file.withTime(
              times.sampled(ClockColumn.times(file, nullTexts), file.find("time").orElseThrow())));
      numbers.add(numbers(file));
    }
    List<TransactionFile> decided = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      TransactionFile file = sampled.get(i);
      if (file.time().isUndecided() && file.profile().flatMap(Profile::dateOrder).isPresent()) {
        file =
            file.withTime(
                file.time().decided(file.profile().flatMap(Profile::dateOrder).orElseThrow()));
      }
      if (file.time().isUndecided()) {
        file = file.withTime(openTime(file, sampled));
      }
      Optional<DecimalMark> style = numbers.get(i);
      TransactionFile styled =
          file.withNumbers(style.isPresent() ? style.get() : openNumbers(file, files, numbers));
      decided.add(isUniform(styled) ? styled.eagerly() : styled);
    }
    return decided;
  }

  /** Day or month? Only reached when the sample does not tell. */
  private TimeStyle openTime(TransactionFile file, List<TransactionFile> others) {
    Set<TimeShape.Order> known = EnumSet.noneOf(TimeShape.Order.class);
    for (TransactionFile other : others) {
      TimeShape.Order order = other.time().order();
      boolean alike = other.table().sample().names().equals(file.table().sample().names());
      if (alike && (order == TimeShape.Order.DMY || order == TimeShape.Order.MDY)) {
        known.add(order);
      }
    }
    return known.size() == 1
        ? file.time().decided(known.iterator().next())
        : times.fromAllRows(file.table(), file.find("time").orElseThrow(), file.time());
  }

  private Optional<DecimalMark> numbers(TransactionFile file) {
    if (options.decimalSeparator() != null) {
      return Optional.of(options.decimalSeparator() == ',' ? DecimalMark.COMMA : DecimalMark.POINT);
    }
    List<String> values = new ArrayList<>();
    for (String field : NUMBERS) {
      file.find(field)
          .filter(found -> file.table().columns().get(found.index()).isText())
          .ifPresent(
              found -> values.addAll(file.table().sample().values(found.index(), nullTexts)));
    }
    return DecimalMark.of(values);
  }

  /** Decimals or thousands? Only reached when the sample does not tell. */
  private DecimalMark openNumbers(
      TransactionFile file, List<TransactionFile> files, List<Optional<DecimalMark>> styles) {
    Set<DecimalMark> known = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).table().sample().names().equals(file.table().sample().names())) {
        styles.get(i).ifPresent(known::add);
      }
    }
    if (known.size() == 1) {
      return known.iterator().next();
    }
    String sample = "";
    for (String field : NUMBERS) {
      FieldMapping found = file.find(field).orElse(null);
      if (found != null) {
        TableProbe.MarkCounts counts = probe.decimalMarks(file.table(), found.index());
        if (counts.points() != counts.commas()) {
          return counts.points() > counts.commas() ? DecimalMark.POINT : DecimalMark.COMMA;
        }
        sample = sample.isEmpty() ? found.column() + ": " + found.sample() : sample;
      }
    }
    throw InputException.of(
        file.table().path(), Texts.message("problem.numbers.undecided", sample));
  }

  /**
   * Whether every sampled time and number is spelled as the engine itself reads it, so that it may
   * be asked to.
   */
  private boolean isUniform(TransactionFile file) {
    TimeStyle time = file.time();
    boolean zoned = time.format().contains("%z") || time.format().contains("%Z");
    if (file.table().format() != FileFormat.CSV
        || time.format().isEmpty()
        || zoned
        || file.numbers() != DecimalMark.POINT
        || file.combines()
        || file.sharesColumns()) {
      return false;
    }
    for (String field : NUMBERS) {
      if (!values(file, field).stream().allMatch(DecimalMark::isPlain)) {
        return false;
      }
    }
    if (hasOddBlanks(file)) {
      return false;
    }
    return time.order() == TimeShape.Order.CUSTOM
        || values(file, "time").stream().allMatch(time::fits);
  }

  private List<String> values(TransactionFile file, String field) {
    return file.find(field)
        .map(found -> file.table().sample().values(found.index(), nullTexts))
        .orElse(List.of());
  }

  /** Whether texts have blanks around them that are no spaces, which takes longer to cut. */
  private static boolean hasOddBlanks(TransactionFile file) {
    return file.table().sample().rows().stream()
        .flatMap(List::stream)
        .anyMatch(
            value ->
                value.endsWith("\t") || value.endsWith("\u00a0") || value.startsWith("\u00a0"));
  }
}
