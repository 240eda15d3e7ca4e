// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.audience.CompiledRule;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom a journey takes, or which way somebody goes: all of what is given has to hold. Immutable.
 */
public final class Condition {
  /** Holds of everybody. */
  public static final Condition ANYBODY =
      new Condition(Set.of(), Set.of(), List.of(), Optional.empty());

  private final Set<Segment> segments;
  private final Set<ValueBand> bands;
  private final List<ColumnTest> columns;
  private final Optional<Rule> rule;
  private final Optional<CompiledRule> compiled;
  private final String canonical;

  /**
   * Makes a condition.
   *
   * @param segments any of these; empty for all
   * @param bands any of these; empty for all
   * @param columns all of these
   * @param rule this too, if given
   */
  public Condition(
      Collection<Segment> segments,
      Collection<ValueBand> bands,
      Collection<ColumnTest> columns,
      Optional<Rule> rule) {
    this.segments = Set.copyOf(segments);
    this.bands = Set.copyOf(bands);
    this.columns = columns.stream().sorted(Comparator.comparing(ColumnTest::column)).toList();
    this.rule = rule;
    compiled = rule.map(CompiledRule::of);
    canonical =
        "segments:"
            + new TreeSet<>(this.segments)
            + ";bands:"
            + new TreeSet<>(this.bands)
            + ";columns:"
            + this.columns.stream().map(ColumnTest::canonical).collect(Collectors.joining(","))
            + ";rule:"
            + rule.map(each -> RuleWriter.write(each).toString()).orElse("");
  }

  /** Returns the segments, any of which it may be; empty for all. */
  public Set<Segment> segments() {
    return segments;
  }

  /** Returns the same of the people of some segments. */
  public Condition within(Set<Segment> some) {
    Set<Segment> both = new TreeSet<>(segments.isEmpty() ? some : segments);
    both.retainAll(some);
    return new Condition(both, bands, columns, rule);
  }

  /** Returns what profiles have to be asked, which a run alone cannot tell. */
  public Optional<Rule> rule() {
    return rule;
  }

  /** Returns whether it holds of a customer. */
  public boolean holds(Customer customer, Moment now) {
    return (segments.isEmpty() || customer.segment().filter(segments::contains).isPresent())
        && (bands.isEmpty() || customer.band().filter(bands::contains).isPresent())
        && columns.stream().allMatch(test -> test.holds(customer.columns()))
        && compiled.map(each -> each.holds(customer.facts(), now)).orElse(true);
  }

  /** Returns the condition as text, the same for the same condition. */
  public String canonical() {
    return canonical;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition condition && canonical.equals(condition.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return canonical;
  }
}
