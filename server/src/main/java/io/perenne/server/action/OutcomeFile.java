// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DraftFile;
import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.OutcomeCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what came of actions from a YAML or JSON file: of each action and segment, how many were
 * shown it and how many were held back, and how many of each bought within the window.
 */
public final class OutcomeFile {
  private OutcomeFile() {}

  /**
   * Reads a file.
   *
   * @param catalogue the actions that there may be
   * @throws InputException with everything that is wrong with it
   */
  public static List<OutcomeCell> read(Path file, Catalogue catalogue) {
    GivenKeys root = GivenKeys.read(file);
    List<OutcomeCell> cells = new ArrayList<>();
    root.only(catalogue.actions().stream().map(action -> action.id()).toArray(String[]::new));
    for (String action : root.names()) {
      GivenKeys segments = root.below(action);
      for (String name : segments.names()) {
        Optional<Segment> segment = CatalogueFile.segment(name);
        GivenKeys keys = segments.below(name);
        if (segment.isEmpty()) {
          keys.wrong("value.segment", name);
        } else if (catalogue.find(action).isPresent()) {
          cell(action, segment.get(), keys).ifPresent(cells::add);
        }
      }
    }
    root.finish();
    return cells;
  }

  /** Writes a file that {@link #read} reads; one that is there is replaced at once. */
  static void write(Path file, Collection<OutcomeCell> cells) throws IOException {
    StringBuilder text = new StringBuilder();
    Map<String, List<OutcomeCell>> byAction = new TreeMap<>();
    cells.forEach(
        cell -> byAction.computeIfAbsent(cell.action(), any -> new ArrayList<>()).add(cell));
    byAction.forEach(
        (action, all) -> {
          text.append('"').append(action).append("\":\n");
          all.stream()
              .sorted(Comparator.comparing(OutcomeCell::segment))
              .forEach(cell -> text.append(line(cell)));
        });
    try (DraftFile draft = DraftFile.of(file, Access.USUAL)) {
      Files.writeString(draft.path(), text);
      draft.commit();
    }
  }

  private static String line(OutcomeCell cell) {
    return "  \""
        + cell.segment().id()
        + "\": {shown: "
        + cell.shown()
        + ", shown-bought: "
        + cell.shownBought()
        + ", held-back: "
        + cell.held()
        + ", held-back-bought: "
        + cell.heldBought()
        + "}\n";
  }

  private static Optional<OutcomeCell> cell(String action, Segment segment, GivenKeys keys) {
    keys.only("shown", "shown-bought", "held-back", "held-back-bought");
    int shown = count(keys, "shown");
    int shownBought = count(keys, "shown-bought");
    int held = count(keys, "held-back");
    int heldBought = count(keys, "held-back-bought");
    if (shownBought > shown || heldBought > held) {
      keys.wrong("outcomes.more", Math.max(shownBought, heldBought) + "");
      return Optional.empty();
    }
    return Optional.of(new OutcomeCell(action, segment, shown, shownBought, held, heldBought));
  }

  private static int count(GivenKeys keys, String name) {
    keys.required(name, "");
    return keys.whole(name, 0, Integer.MAX_VALUE).orElse(0);
  }
}
