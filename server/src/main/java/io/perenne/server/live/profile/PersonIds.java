// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.storage.People;
import io.perenne.server.storage.People.Known;
import io.perenne.server.storage.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ids under which people of the profiles can stand in the files of a run. */
public final class PersonIds {
  private static final int TOGETHER = 10_000;

  private final Store store;
  private final IdentityRules rules;

  /** Takes the people of a store. */
  public PersonIds(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
  }

  /**
   * Writes the ids of everybody who has more than one, as candidates for {@link
   * io.perenne.analytics.job.ResolvePeople}.
   *
   * @return whether there is anybody; else there is no file
   */
  public boolean write(Path file) {
    List<Known> some = after("");
    if (some.isEmpty()) {
      return false;
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("person,customer,place\n");
      while (!some.isEmpty()) {
        String last = "";
        List<Identifier> ids = new ArrayList<>();
        for (Known each : some) {
          String person = each.profile().orElseThrow();
          if (!person.equals(last)) {
            write(out, last, ids);
            ids.clear();
            last = person;
          }
          ids.add(new Identifier(each.type(), each.value()));
        }
        write(out, last, ids);
        some = after(last);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Known> after(String person) {
    return store.read(in -> new People(in).severalOf(rules.strongTypes(), person, TOGETHER));
  }

  private void write(BufferedWriter out, String person, List<Identifier> ids) throws IOException {
    int place = 0;
    for (Identifier id : rules.strong(ids)) {
      out.write(person + "," + Cell.of(id.value()) + "," + place++ + "\n");
    }
  }
}
