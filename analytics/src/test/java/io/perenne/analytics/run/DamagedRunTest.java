// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.pack.ContractPacker;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose files somebody has damaged is neither delivered nor called whole. */
class DamagedRunTest {
  @TempDir Path folder;

  private RunStore store;
  private RunDocument run;
  private Path contract;

  @BeforeEach
  void run() throws IOException {
    Home home = KilledRunTest.home(folder);
    Path rows = home.write("orders.csv", "customer_id,date,amount", "C1,2024-01-15,9.99");
    run = home.run("2024-02-29", rows);
    store = home.store();
    contract = store.folder(run).resolve(Objects.requireNonNull(run.files().get("contract")));
  }

  @Test
  void verify_wholeRun_isSilent() throws IOException {
    assertThatCode(() -> store.verify(run)).doesNotThrowAnyException();
    assertThat(run.fileBytes())
        .containsEntry("contract", Files.size(contract))
        .containsOnlyKeys("contract", "customers", "rejects");
  }

  @Test
  void deliver_fileEmptied_isRefusedAndNamed() throws IOException {
    long size = Files.size(contract);
    Files.write(contract, new byte[0]);
    assertThatThrownBy(() -> DeliverableRun.of(store, run))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(contract.toString())
        .hasMessageContaining("0 of " + size + " bytes")
        .hasMessageContaining("run again");
  }

  @Test
  void deliver_severalFilesDamaged_namesAll() throws IOException {
    Path customers = store.folder(run).resolve(RunStore.CUSTOMERS);
    Files.write(customers, new byte[3]);
    Files.delete(contract);
    assertThatThrownBy(() -> DeliverableRun.of(store, run))
        .hasMessageContaining(customers.toString())
        .hasMessageContaining("missing");
  }

  @Test
  void deliver_otherBytesOfTheSameSize_isNotPacked() throws IOException {
    byte[] bytes = Files.readAllBytes(contract);
    bytes[bytes.length - 3]++;
    Files.write(contract, bytes);
    DeliverableRun damaged = DeliverableRun.of(store, run);
    assertThatThrownBy(
            () -> new ContractPacker().pack(damaged, EarlierRuns.none(), "clv.csv", folder))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining(contract.toString());
    assertThatThrownBy(() -> store.verify(run))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not the bytes that the run wrote");
  }

  @Test
  void run_filesOfItAndItsHome_areForTheirOwnerOnly() throws IOException {
    for (Path file : new Path[] {contract, store.folder(run).resolve(RunStore.DOCUMENT)}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.folder(run))))
        .isEqualTo("rwx------");
  }
}
