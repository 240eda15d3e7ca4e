// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.ContractLines;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.HomeLock;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.LockFile;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.analytics.pipeline.PublishedCustomers.Named;
import io.perenne.analytics.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Removes customers from the runs that are kept: from the table of customers and from the contract
 * file. The sums of a run stay, as they are of nobody. What was delivered is not called back, and
 * the files that runs read are not changed: whoever stands there comes back with the next run.
 *
 * @param ids of customers
 * @param emails addresses of customers, in small letters
 * @param preview whether they are only looked for
 */
public record EraseCustomers(Set<String> ids, Set<String> emails, boolean preview)
    implements Job<List<EraseCustomers.Found>> {
  private static final String SIZES = "fileBytes";
  private static final String HASH = "contractSha256";
  private static final String DRAFT = ".erasing";

  /** Copies the sets. */
  public EraseCustomers {
    ids = Set.copyOf(ids);
    emails = Set.copyOf(emails);
  }

  /**
   * Customers of one run.
   *
   * @param run the run
   * @param customers those of it that were looked for
   */
  public record Found(RunDocument run, List<Named> customers) {
    /** Copies the list. */
    public Found {
      customers = List.copyOf(customers);
    }
  }

  @Override
  public String name() {
    return "erase";
  }

  /**
   * Returns the runs that had one of them, with whom.
   *
   * @throws io.perenne.analytics.InputException if a run is being made, or one cannot be read
   */
  @Override
  public List<Found> run(JobContext context, Task task) {
    if (preview) {
      return all(context, false);
    }
    try (HomeLock lock =
        HomeLock.acquire(
            context.home(),
            Duration.ZERO,
            LockFile.Waiter.until(task.cancellation()::check, holder -> {}))) {
      return all(context, true);
    }
  }

  private List<Found> all(JobContext context, boolean erase) {
    RunStore store = RunStore.of(context.home());
    List<Found> found = new ArrayList<>();
    for (RunDocument run : store.list()) {
      List<Named> customers = in(store, run, context, erase);
      if (!customers.isEmpty()) {
        found.add(new Found(run, customers));
      }
    }
    return found;
  }

  private List<Named> in(RunStore store, RunDocument run, JobContext context, boolean erase) {
    Path folder = store.folder(run);
    Path table = folder.resolve(RunStore.CUSTOMERS);
    Path draft = folder.resolve(RunStore.CUSTOMERS + DRAFT);
    try (PublishedCustomers customers =
        PublishedCustomers.open(table, EngineOptions.forReading(context.resources()))) {
      List<Named> named = customers.named(ids, emails);
      if (erase && !named.isEmpty()) {
        Set<String> gone =
            named.stream().map(Named::customerId).collect(Collectors.toCollection(TreeSet::new));
        customers.without(gone, draft);
        replace(folder, run, draft, gone);
      }
      return named;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A process that is killed meanwhile leaves a run that can be read, and whose table still names
   * them until all else is done: the same again finishes it.
   */
  private static void replace(Path folder, RunDocument run, Path table, Set<String> gone)
      throws IOException {
    String contractName = run.files().get(RunStore.CONTRACT);
    Map<String, Long> sizes = new LinkedHashMap<>();
    if (run.fileBytes() != null) {
      sizes.putAll(run.fileBytes());
    }
    Map<String, Long> open = new LinkedHashMap<>(sizes);
    run.files()
        .forEach(
            (name, file) -> {
              if (file.equals(RunStore.CUSTOMERS) || file.equals(contractName)) {
                open.remove(name);
              }
            });
    String hash = run.contractSha256();
    if (contractName != null) {
      Path contract = folder.resolve(contractName);
      Path draft = folder.resolve(contractName + DRAFT);
      ContractLines.copyWithout(contract, draft, gone);
      hash = Sha256.of(draft);
      write(folder, open, hash);
      DurableFiles.move(draft, contract);
    } else {
      write(folder, open, hash);
    }
    DurableFiles.move(table, folder.resolve(RunStore.CUSTOMERS));
    for (Map.Entry<String, String> file : run.files().entrySet()) {
      if (sizes.containsKey(file.getKey())) {
        sizes.put(file.getKey(), Files.size(folder.resolve(file.getValue())));
      }
    }
    write(folder, sizes, hash);
  }

  /** Changes nothing else, also what a later version may have written. */
  private static void write(Path folder, Map<String, Long> sizes, String hash) throws IOException {
    Path file = folder.resolve(RunStore.DOCUMENT);
    ObjectNode document = (ObjectNode) Json.parse(Files.readString(file));
    if (document.has(SIZES)) {
      ObjectNode all = document.putObject(SIZES);
      sizes.forEach(all::put);
    }
    document.put(HASH, hash);
    DurableFiles.write(file, document.toPrettyString() + "\n");
  }
}
