// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What can be done, how often people may be contacted, and how its effects are learned.
 *
 * @param actions at least one, no id twice; kept in the order of ids
 * @param policy how often people may be contacted
 * @param learning how effects are learned
 * @param margin the part of the price that is margin, in (0, 1]; empty for that of the run
 */
public record Catalogue(
    List<Action> actions, ContactPolicy policy, Learning learning, OptionalDouble margin) {
  private static final int VERSION_LENGTH = 12;

  /**
   * How effects are learned.
   *
   * @param exploration the share of decisions that are left to chance among all that may be done,
   *     in [0, 0.5]; above 0, any of them can be chosen
   * @param holdout the share of those for whom an action is chosen who do not get it, in [0, 0.5]
   * @param epoch who is held back is drawn anew when this changes
   */
  public record Learning(double exploration, double holdout, String epoch) {
    /** 2 % left to chance, 10 % held back. */
    public static final Learning USUAL = new Learning(0.02, 0.10, "1");

    /** Checks the ranges. */
    public Learning {
      Words.within("exploration", exploration, 0, 0.5);
      Words.within("holdout", holdout, 0, 0.5);
      Words.id("epoch", epoch);
    }
  }

  /** Sorts and checks. */
  public Catalogue {
    actions = actions.stream().sorted(Comparator.comparing(Action::id)).toList();
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("no action");
    }
    for (int i = 1; i < actions.size(); i++) {
      if (actions.get(i).id().equals(actions.get(i - 1).id())) {
        throw new IllegalArgumentException("two actions have one id: " + actions.get(i).id());
      }
    }
    if (margin.isPresent() && !(margin.getAsDouble() > 0 && margin.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("margin is not in (0, 1]: " + margin.getAsDouble());
    }
  }

  /** Returns the action with an id. */
  public Optional<Action> find(String id) {
    return actions.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /**
   * Returns the version: the first 12 hexadecimal digits of the SHA-256 of the {@linkplain
   * #canonical canonical form}. Names for people do not change it.
   */
  public String version() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, VERSION_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /** Returns all that decides as text, the same for catalogues that decide the same. */
  public String canonical() {
    StringBuilder text = new StringBuilder();
    text.append("margin=").append(margin).append('\n');
    text.append("learning=").append(learning).append('\n');
    text.append("channels=").append(sorted(policy.channels())).append('\n');
    text.append("all=").append(policy.all()).append('\n');
    text.append("issues=").append(sorted(policy.issues())).append('\n');
    policy.segments().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                text.append("segment ")
                    .append(each.getKey().id())
                    .append('=')
                    .append(sorted(each.getValue()))
                    .append('\n'));
    text.append("ignored=").append(policy.ignored()).append('/').append(policy.ignoredDays());
    text.append("\nquiet=").append(policy.quiet()).append('\n');
    actions.forEach(action -> text.append(canonical(action)).append('\n'));
    return text.toString();
  }

  private static <K extends Comparable<K>, V> String sorted(Map<K, V> map) {
    return new TreeMap<>(map).toString();
  }

  private static String canonical(Action action) {
    return "action="
        + action.id()
        + " "
        + action.issue()
        + " "
        + action.group()
        + " "
        + action.service()
        + " "
        + action.treatments().stream()
            .sorted(Comparator.comparing(Treatment::touchpoint))
            .map(Treatment::toString)
            .collect(Collectors.joining(","))
        + " "
        + action.terms()
        + " "
        + action.limits()
        + " "
        + action.assumption()
        + " "
        + action.audience().canonical();
  }
}
