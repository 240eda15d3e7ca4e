// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A published run, open for many look-ups. Safe for use by many threads, one of which reads at a
 * time.
 *
 * <p>A run never changes, so what was found out once holds: the order of a column and the customers
 * with a text are kept, and the key of a page is its place in the order.
 */
/*
 * Pages come from the contract file: to fetch fifty rows from all over a columnar file is to decode
 * fifty pages of every column, while it is fifty small reads here. What filters look at stays in memory: a byte a row for segment, band and arm, the text of
 * ids and addresses, and four bytes a row for each order that was asked for.
 */
public final class RunReader implements AutoCloseable {
  private static final int MOST_ORDERS = 8;
  private static final int MOST_TEXTS = 32;
  private static final int MOST_MOVEMENTS = 16;

  private final RunStore store;
  private final RunDocument run;
  private final Path folder;
  private final PublishedCustomers customers;
  private final Map<String, Movement> movements = new Recent<>(MOST_MOVEMENTS);
  private final Map<CustomerSort, int[]> orders = new Recent<>(MOST_ORDERS);
  private final Map<String, BitSet> texts = new Recent<>(MOST_TEXTS);
  private @Nullable ContractIndex index;
  private @Nullable RunFigures figures;
  private @Nullable Map<String, SegmentFigures> segments;

  private RunReader(RunStore store, RunDocument run, Path folder, PublishedCustomers customers) {
    this.store = store;
    this.run = run;
    this.folder = folder;
    this.customers = customers;
  }

  /**
   * Opens a run.
   *
   * @param idOrPrefix the id of a run, the beginning of one, or {@code latest}
   * @throws io.perenne.analytics.InputException if there is no such run, or a file of it is not as
   *     its provenance says
   */
  public static RunReader open(Path home, String idOrPrefix, Resources resources) {
    RunStore store = RunStore.of(home);
    RunDocument run = store.find(idOrPrefix);
    Path folder = store.folder(run);
    store.requireWhole(run);
    return new RunReader(
        store,
        run,
        folder,
        PublishedCustomers.open(
            folder.resolve(RunStore.CUSTOMERS), EngineOptions.forReading(resources)));
  }

  /** Returns the provenance of the run. */
  public RunDocument run() {
    return run;
  }

  /** Returns the columns by which customers can be sorted. */
  public synchronized List<String> columns() {
    return customers.columns();
  }

  /**
   * Returns everything that the run knows of a customer: values by column, an absent one is empty
   * text.
   *
   * @param customerId the id, letter by letter
   * @param language the language of the reason
   */
  public synchronized Optional<Map<String, String>> find(String customerId, Language language) {
    return customers.find(customerId, language);
  }

  /**
   * Returns the row of a customer in the contract file: values by column, an absent one is empty
   * text. Faster than {@link #find}.
   */
  public synchronized Optional<Map<String, String>> row(String customerId) {
    return index().find(customerId);
  }

  /** Returns the customers summed up. */
  public synchronized RunFigures figures() {
    RunFigures known = figures;
    if (known == null) {
      known = customers.figures();
      figures = known;
    }
    return known;
  }

  /**
   * Returns how the customers of a segment are distributed.
   *
   * @param segment its id, two digits
   */
  public synchronized SegmentFigures segment(String segment) {
    Map<String, SegmentFigures> known = segments;
    if (known == null) {
      known = customers.segmentFigures();
      segments = known;
    }
    return known.getOrDefault(segment, SegmentFigures.NOBODY);
  }

  /**
   * Returns the customers beside those of an earlier run of the same home.
   *
   * @throws io.perenne.analytics.InputException if a file of that run is not as its provenance says
   */
  public synchronized Movement since(RunDocument earlier) {
    Movement known = movements.get(earlier.runId());
    if (known == null) {
      store.requireWhole(earlier);
      known =
          customers.since(
              store.folder(earlier).resolve(RunStore.CUSTOMERS),
              earlier.runId().equals(run.previousRun()));
      movements.put(earlier.runId(), known);
    }
    return known;
  }

  /** Returns how many customers a filter lets through. */
  public synchronized long count(CustomerFilter filter) {
    ContractIndex all = index();
    if (filter.equals(CustomerFilter.ALL)) {
      return all.size();
    }
    IntPredicate wanted = predicate(filter);
    long count = 0;
    for (int place = 0; place < all.size(); place++) {
      count += wanted.test(place) ? 1 : 0;
    }
    return count;
  }

  /**
   * Returns a page of customers.
   *
   * @param after the key of the page, from {@link CustomerPage#next}; empty for the first
   * @param limit how many rows at most; at least 1
   * @throws IllegalArgumentException if there is no such column or key
   */
  public synchronized CustomerPage page(
      CustomerFilter filter, CustomerSort sort, Optional<String> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is not >= 1: " + limit);
    }
    ContractIndex all = index();
    int[] order = sort.isById() ? all.byId() : order(all, sort);
    IntPredicate wanted = predicate(filter);
    List<Map<String, String>> page = new ArrayList<>();
    for (int i = after.map(key -> position(key, all.size())).orElse(0); i < all.size(); i++) {
      int place = order[i];
      if (wanted.test(place)) {
        if (page.size() == limit) {
          return new CustomerPage(page, Optional.of(Integer.toString(i)));
        }
        page.add(all.row(place));
      }
    }
    return new CustomerPage(page, Optional.empty());
  }

  private static int position(String key, int size) {
    int position = key.matches("\\d{1,9}") ? Integer.parseInt(key) : -1;
    if (position < 0 || position > size) {
      throw new IllegalArgumentException("not the key of a page: " + key);
    }
    return position;
  }

  private IntPredicate predicate(CustomerFilter filter) {
    ContractIndex all = index();
    List<IntPredicate> conditions = new ArrayList<>();
    filter.segment().ifPresent(id -> conditions.add(all.has(ContractIndex.SEGMENT, id)));
    filter.band().ifPresent(id -> conditions.add(all.has(ContractIndex.BAND, id)));
    filter.arm().ifPresent(name -> conditions.add(all.has(ContractIndex.ARM, name)));
    filter
        .text()
        .map(part -> texts.computeIfAbsent(part, all::containing))
        .ifPresent(found -> conditions.add(found::get));
    return conditions.stream().reduce(place -> true, IntPredicate::and);
  }

  private int[] order(ContractIndex all, CustomerSort sort) {
    return orders.computeIfAbsent(
        sort,
        wanted -> {
          int[] order = customers.order(wanted.column(), wanted.descending());
          int[] byId = all.byId();
          return Arrays.stream(order).map(place -> byId[place]).toArray();
        });
  }

  private ContractIndex index() {
    ContractIndex known = index;
    if (known == null) {
      known = ContractIndex.of(run, folder);
      index = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    customers.close();
    if (index != null) {
      index.close();
    }
  }

  /** Keeps the entries that were used last. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
