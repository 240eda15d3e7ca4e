// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.pipeline.Arms;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.control.Looks;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A published run, open for many look-ups. Safe for use by many threads.
 *
 * <p>A run never changes, so what was found out once holds: the order of a column and the customers
 * with a text are kept, and the key of a page is its place in the order. What was found out about a
 * large run is kept beside the runs of its home, in {@code cache}, which may be deleted.
 */
/*
 * Pages come from the contract file: to fetch fifty rows from all over a columnar file is to decode
 * fifty pages of every column, while it is fifty small reads here. What filters look at is mapped into memory: a byte a row for segment, band and arm, the text of
 * ids and addresses, and four bytes a row for each order that was asked for.
 */
public final class RunReader implements AutoCloseable {
  /** A run of fewer customers is read through faster than what is known of it is looked up. */
  private static final long LEAST_KEPT = 50_000;

  private static final int MOST_TEXTS = 32;
  private static final int MOST_COUNTS = 256;
  private static final String READY = "ready";

  /** So many customers at most are looked at to see whether a forecast came true. */
  private static final long MOST_CHECKED = 50_000;

  private final RunStore store;
  private final RunDocument run;
  private final Resources resources;
  private final IndexParts parts;

  /** Fair, so that whoever asks for a page waits for one thing to be prepared, not for all. */
  private final Lock analysing = new ReentrantLock(true);

  private final Map<String, Object> found = new ConcurrentHashMap<>();
  private final Map<String, BitSet> texts = Collections.synchronizedMap(new Recent<>(MOST_TEXTS));
  private final Map<CustomerFilter, Long> counts =
      Collections.synchronizedMap(new Recent<>(MOST_COUNTS));
  private @Nullable PublishedCustomers lookups;
  private volatile @Nullable ContractIndex index;

  private RunReader(RunStore store, RunDocument run, Resources resources, IndexParts parts) {
    this.store = store;
    this.run = run;
    this.resources = resources;
    this.parts = parts;
  }

  /**
   * Opens a run.
   *
   * @param idOrPrefix the id of a run, the beginning of one, or {@code latest}
   * @throws io.perenne.analytics.InputException if there is no such run, or a file of it is not as
   *     its provenance says
   */
  public static RunReader open(Path home, String idOrPrefix, Resources resources) {
    RunDocument run = RunStore.of(home).find(idOrPrefix);
    return open(home, run, resources, parts(home, run));
  }

  /** Opens a run with what is known of it. */
  static RunReader open(Path home, RunDocument run, Resources resources, IndexParts parts) {
    RunStore store = RunStore.of(home);
    store.requireWhole(run);
    return new RunReader(store, run, resources, parts);
  }

  private static IndexParts parts(Path home, RunDocument run) {
    try {
      return run.totals().customers() < LEAST_KEPT
          ? IndexParts.inMemory()
          : IndexParts.in(RunCache.of(home).folder(run));
    } catch (IOException e) { // a home that nobody may write to: it is found out each time
      return IndexParts.inMemory();
    }
  }

  /** Returns whether a run can be shown at once: it is small, or it was prepared. */
  public static boolean isReady(Path home, RunDocument run) {
    return run.totals().customers() < LEAST_KEPT
        || Files.exists(RunCache.of(home).folder(run).resolve(READY));
  }

  /**
   * Finds out what most pages ask for, so that it is there when they do.
   *
   * @param orders the orders of customers that can be asked for
   */
  public void prepare(List<CustomerSort> orders) {
    if (run.totals().customers() < LEAST_KEPT) {
      return;
    }
    index();
    figures();
    segments();
    arms();
    find("", Language.EN); // opens the engine of look-ups
    orders.stream().filter(sort -> !sort.isById()).forEach(this::order);
    Optional.ofNullable(run.previousRun())
        .filter(store.ids()::contains)
        .ifPresent(earlier -> since(store.find(earlier)));
    keep(READY, run.runId());
  }

  /** Returns the provenance of the run. */
  public RunDocument run() {
    return run;
  }

  /** Returns the columns by which customers can be sorted. */
  public List<String> columns() {
    return lookUp(PublishedCustomers::columns);
  }

  /**
   * Returns everything that the run knows of a customer: values by column, an absent one is empty
   * text.
   *
   * @param customerId the id, letter by letter
   * @param language the language of the reason
   */
  public Optional<Map<String, String>> find(String customerId, Language language) {
    return lookUp(customers -> customers.find(customerId, language));
  }

  /**
   * Returns the row of a customer in the contract file: values by column, an absent one is empty
   * text. Faster than {@link #find}.
   */
  public Optional<Map<String, String>> row(String customerId) {
    return index().find(customerId);
  }

  /**
   * Returns some numbers that the run knows of a customer, and one text. The first question reads
   * those of everybody once; then it takes microseconds.
   *
   * @param name what the columns are called together; never used with others
   * @param columns the columns of numbers
   * @param text the column of text
   */
  public Optional<Facts> facts(String name, List<String> columns, String text, String customerId) {
    OptionalInt place = index().placeById(customerId);
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(facts(name, columns, text).of(place.getAsInt()));
  }

  private FactTable facts(String name, List<String> columns, String text) {
    return (FactTable)
        found(
            name,
            () ->
                FactTable.read(parts, name, columns.size(), index().size())
                    .orElseGet(() -> factsFromTable(name, columns, text)));
  }

  private FactTable factsFromTable(String name, List<String> columns, String text) {
    try (PublishedCustomers customers =
        PublishedCustomers.open(table(), EngineOptions.forReading(resources))) {
      return FactTable.write(
          parts,
          name,
          columns.size(),
          index().size(),
          rows -> customers.facts(columns, text, rows));
    }
  }

  /** Returns the customers summed up. */
  public RunFigures figures() {
    return known("figures", RunFigures.class, PublishedCustomers::figures);
  }

  /**
   * Returns how the customers of a segment are distributed.
   *
   * @param segment its id, two digits
   */
  public SegmentFigures segment(String segment) {
    return segments().byId().getOrDefault(segment, SegmentFigures.NOBODY);
  }

  private Segments segments() {
    return known("segments", Segments.class, all -> new Segments(all.segmentFigures()));
  }

  /** How the customers of each segment that has any are distributed. */
  record Segments(Map<String, SegmentFigures> byId) {
    Segments {
      byId = Map.copyOf(byId);
    }
  }

  /**
   * Returns the customers beside those of an earlier run of the same home.
   *
   * @throws io.perenne.analytics.InputException if a file of that run is not as its provenance says
   */
  public Movement since(RunDocument earlier) {
    return known(
        "since-" + earlier.runId(),
        Movement.class,
        customers -> {
          store.requireWhole(earlier);
          return customers.since(
              store.folder(earlier).resolve(RunStore.CUSTOMERS),
              earlier.runId().equals(run.previousRun()));
        });
  }

  /** Returns whether a run can be held against a later one: it has models, and days lie between. */
  public static boolean canForetell(RunDocument before, RunDocument now) {
    return ForecastCheck.isPossible(before, now);
  }

  /**
   * Returns what an earlier run of the same home expected up to the day of this one, and what came;
   * empty if it has no models, or no day lies between.
   *
   * @throws io.perenne.analytics.InputException if a file of that run is not as its provenance says
   */
  public Optional<ForecastCheck> foretold(RunDocument earlier) {
    return ForecastCheck.isPossible(earlier, run)
        ? Optional.of(
            known(
                "foretold-" + earlier.runId(),
                ForecastCheck.class,
                customers -> foretold(customers, earlier)))
        : Optional.empty();
  }

  private ForecastCheck foretold(PublishedCustomers customers, RunDocument earlier) {
    store.requireWhole(earlier);
    int every = Math.toIntExact(Math.max(1, earlier.totals().buyersEver() / MOST_CHECKED));
    return ForecastCheck.of(
        earlier,
        run,
        every,
        customers.foretold(store.folder(earlier).resolve(RunStore.CUSTOMERS), every));
  }

  /**
   * Returns what the target arm brought beyond the control group since an earlier run of the same
   * epoch.
   *
   * @param start the earlier run, see {@link MeasureControl#isStart}
   * @throws io.perenne.analytics.InputException if a run is of an old version or damaged
   */
  public ControlReport measured(RunDocument start, Looks looks, int planned) {
    return known(
        "measured-" + start.runId() + "-" + looks.count() + "-" + planned,
        ControlReport.class,
        customers -> ControlMeasurement.of(store, start, run, looks, planned, customers));
  }

  /** Returns the arms of the control group, and how much spending varies. */
  public Arms arms() {
    return known("arms", Arms.class, PublishedCustomers::arms);
  }

  /** Returns how many customers a filter lets through. */
  public long count(CustomerFilter filter) {
    return filter.equals(CustomerFilter.ALL)
        ? index().size()
        : counts.computeIfAbsent(
            filter, wanted -> IntStream.range(0, index().size()).filter(predicate(wanted)).count());
  }

  /**
   * Returns a page of customers.
   *
   * @param after the key of the page, from {@link CustomerPage#next}; empty for the first
   * @param limit how many rows at most; at least 1
   * @throws IllegalArgumentException if there is no such column or key
   */
  public CustomerPage page(
      CustomerFilter filter, CustomerSort sort, Optional<String> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is not >= 1: " + limit);
    }
    ContractIndex all = index();
    IntBuffer order = sort.isById() ? all.byId() : order(sort);
    IntPredicate wanted = predicate(filter);
    List<Map<String, String>> page = new ArrayList<>();
    for (int i = after.map(key -> position(key, all.size())).orElse(0); i < all.size(); i++) {
      int place = order.get(i);
      if (wanted.test(place)) {
        if (page.size() == limit) {
          return new CustomerPage(page, Optional.of(Integer.toString(i)));
        }
        page.add(all.row(place));
      }
    }
    return new CustomerPage(page, Optional.empty());
  }

  /**
   * Returns the rows of customers whose id begins with a text, in the order of ids, then of those
   * in whose id or address it stands.
   *
   * @param text not empty
   * @param limit how many rows at most; at least 1
   */
  public List<Map<String, String>> beginningWith(String text, int limit) {
    ContractIndex all = index();
    List<Integer> places = all.beginningWith(text, limit);
    List<Map<String, String>> rows = new ArrayList<>(places.stream().map(all::row).toList());
    if (rows.size() < limit) {
      BitSet containing = texts.computeIfAbsent(text, all::containing);
      for (int place = containing.nextSetBit(0);
          place >= 0 && rows.size() < limit;
          place = containing.nextSetBit(place + 1)) {
        if (!places.contains(place)) {
          rows.add(all.row(place));
        }
      }
    }
    return rows;
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
        .ifPresent(rows -> conditions.add(rows::get));
    return conditions.stream().reduce(IntPredicate::and).orElse(place -> true);
  }

  /** Returns the places of the rows of the contract file in the order of a column. */
  private IntBuffer order(CustomerSort sort) {
    String name = "by-" + sort.column() + (sort.descending() ? "-descending" : "");
    return (IntBuffer)
        found(
            name,
            () -> {
              if (!sort.column().matches("\\w+")) { // the name becomes one of a file
                throw new IllegalArgumentException("no such column: " + sort.column());
              }
              return read(name)
                  .filter(bytes -> bytes.limit() == index().size() * Integer.BYTES)
                  .map(ByteBuffer::asIntBuffer)
                  .orElseGet(() -> orderFromTable(name, sort));
            });
  }

  private IntBuffer orderFromTable(String name, CustomerSort sort) {
    IntBuffer byId = index().byId();
    int[] order = analyse(customers -> customers.order(sort.column(), sort.descending()));
    Arrays.setAll(order, i -> byId.get(order[i]));
    try {
      ContractIndex.keep(parts, name, order);
    } catch (IOException e) {
      return IntBuffer.wrap(order); // it is found out again by the next reader
    }
    return read(name).map(ByteBuffer::asIntBuffer).orElseGet(() -> IntBuffer.wrap(order));
  }

  private <T> T known(String name, Class<T> type, Function<PublishedCustomers, T> question) {
    return type.cast(
        found(
            name,
            () ->
                read(name)
                    .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                    .flatMap(text -> Json.documents().read(text, type))
                    .orElseGet(
                        () -> {
                          T answer = analyse(question);
                          keep(name, Json.documents().write(answer));
                          return answer;
                        })));
  }

  /** What is found out takes the whole machine, so one thing at a time. */
  private Object found(String name, Supplier<Object> search) {
    Object known = found.get(name);
    return known == null ? alone(() -> found(name, search, found.get(name))) : known;
  }

  private Object found(String name, Supplier<Object> search, @Nullable Object meanwhile) {
    Object known = meanwhile == null ? search.get() : meanwhile;
    found.put(name, known);
    return known;
  }

  private <T> T alone(Supplier<T> work) {
    analysing.lock();
    try {
      return work.get();
    } finally {
      analysing.unlock();
    }
  }

  private Optional<ByteBuffer> read(String name) {
    try {
      return parts.read(name);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void keep(String name, String text) {
    try {
      ContractIndex.keep(parts, name, text);
    } catch (IOException e) {
      // it is found out again by the next reader
    }
  }

  /** Asks on an engine that is gone, with its memory, once it has answered. */
  private <T> T analyse(Function<PublishedCustomers, T> question) {
    try (PublishedCustomers customers =
        PublishedCustomers.open(table(), EngineOptions.forReading(resources))) {
      return question.apply(customers);
    }
  }

  private synchronized <T> T lookUp(Function<PublishedCustomers, T> question) {
    PublishedCustomers customers = lookups;
    if (customers == null) {
      customers = PublishedCustomers.open(table(), EngineOptions.forLookups());
      lookups = customers;
    }
    return question.apply(customers);
  }

  private Path table() {
    return store.folder(run).resolve(RunStore.CUSTOMERS);
  }

  private ContractIndex index() {
    ContractIndex known = index;
    return known == null ? alone(this::firstIndex) : known;
  }

  private ContractIndex firstIndex() {
    ContractIndex known = index;
    if (known == null) {
      known = openIndex();
      index = known;
    }
    return known;
  }

  private ContractIndex openIndex() {
    try {
      return ContractIndex.of(run, store.folder(run), parts);
    } catch (IOException e) { // a disk that is full, for one
      try {
        return ContractIndex.of(run, store.folder(run), IndexParts.inMemory());
      } catch (IOException unreadable) {
        unreadable.addSuppressed(e);
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (lookups != null) {
      lookups.close();
    }
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
