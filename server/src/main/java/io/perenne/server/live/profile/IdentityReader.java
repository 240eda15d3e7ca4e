// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Decision;
import io.perenne.engage.identity.Evidence;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityGraph;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Verdicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells why the identifiers of a person are taken for one. */
public final class IdentityReader {
  /** So many merges are told with what would undo them. */
  private static final int MOST_MERGES = 20;

  private final Store store;
  private final IdentityRules rules;
  private final ProfileReader profiles;

  /** Makes a reader of a store. */
  public IdentityReader(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
    profiles = new ProfileReader(store, rules);
  }

  /**
   * Why identifiers are of one person.
   *
   * @param person whose they are
   * @param links what was said of the identifiers, the oldest first
   * @param merges where several people became one, the oldest first
   * @param refusals where something was not joined, the oldest first
   * @param verdicts what people have said, the oldest first
   */
  public record Identity(
      Found person,
      List<Link> links,
      List<Merge> merges,
      List<Decision> refusals,
      List<Verdicts.Verdict> verdicts) {
    /** Copies the lists. */
    public Identity {
      links = List.copyOf(links);
      merges = List.copyOf(merges);
      refusals = List.copyOf(refusals);
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * Identifiers that were named together.
   *
   * @param evidence when, and by which event
   * @param identifiers those of it, the ones that are kept longest first
   * @param added those that nothing had named before
   */
  public record Link(Evidence evidence, List<Identifier> identifiers, List<Identifier> added) {}

  /**
   * Several people who became one.
   *
   * @param decision by which event, and who they were
   * @param one an identifier of the one
   * @param other an identifier of the other; to separate the two undoes it
   */
  public record Merge(Decision decision, Identifier one, Identifier other) {}

  /** Returns why the identifiers of a person are of one; empty if nobody is known by it. */
  public Optional<Identity> find(Identifier identifier) {
    return profiles.find(identifier).map(found -> store.read(in -> identity(in, found)));
  }

  private Identity identity(Transaction in, Found person) {
    Scene scene = Scene.of(in, person.identifiers(), rules);
    Set<Identifier> own = new HashSet<>(person.identifiers());
    IdentityGraph graph = scene.component().graph();
    List<Decision> decisions =
        person.identifiers().stream()
            .flatMap(each -> graph.decisions(each).stream())
            .distinct()
            .filter(each -> each.evidence().identifiers().stream().anyMatch(own::contains))
            .sorted(Comparator.comparing(Decision::evidence, Evidence.ORDER))
            .toList();
    Map<Long, Verdicts.Verdict> verdicts = new TreeMap<>();
    for (Identifier each : person.identifiers()) {
      new Verdicts(in)
          .of(each.type(), each.value())
          .forEach(verdict -> verdicts.put(verdict.id(), verdict));
    }
    return new Identity(
        person,
        links(scene, own),
        merges(scene, decisions),
        decisions.stream().filter(each -> each.kind() != Decision.Kind.MERGED).toList(),
        List.copyOf(verdicts.values()));
  }

  private List<Link> links(Scene scene, Set<Identifier> own) {
    Set<Identifier> seen = new HashSet<>();
    List<Link> links = new ArrayList<>();
    for (Evidence each : evidence(scene)) {
      if (each.identifiers().stream().anyMatch(own::contains)) {
        List<Identifier> named = each.identifiers().stream().sorted(rules.order()).toList();
        links.add(new Link(each, named, named.stream().filter(seen::add).toList()));
      }
    }
    return links;
  }

  private static List<Evidence> evidence(Scene scene) {
    return scene.evidence().stream().map(Component::evidence).sorted(Evidence.ORDER).toList();
  }

  private List<Merge> merges(Scene scene, List<Decision> decisions) {
    return decisions.stream()
        .filter(each -> each.kind() == Decision.Kind.MERGED)
        .limit(MOST_MERGES)
        .flatMap(each -> merge(scene, each).stream())
        .toList();
  }

  /** Finds two identifiers of the evidence that were two people until then. */
  private Optional<Merge> merge(Scene scene, Decision decision) {
    IdentityGraph before = new IdentityGraph(rules);
    scene.separations().forEach(each -> before.separate(each.one(), each.other()));
    evidence(scene).stream()
        .filter(each -> Evidence.ORDER.compare(each, decision.evidence()) < 0)
        .forEach(before::add);
    List<Identifier> known =
        decision.evidence().identifiers().stream()
            .filter(each -> before.find(each).isPresent())
            .sorted(rules.order())
            .toList();
    return known.stream()
        .skip(1)
        .filter(each -> !before.find(each).equals(before.find(known.get(0))))
        .findFirst()
        .map(other -> new Merge(decision, known.get(0), other));
  }
}
