// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which identifiers count, in which order, and how many of each a profile may have.
 *
 * <p>The standard rules follow Segment Unify: {@code user_id} first and one a profile, then the
 * address of e-mail, then all others in the order of the alphabet, five of each. What is no
 * identifier, such as {@code 0} or {@code undefined}, never joins anybody.
 */
public final class IdentityRules {
  private static final int USUAL_LIMIT = 5;
  private static final int LAST = 1000;
  private static final int LONGEST = 500;

  /** Values that programs send when they know nobody, in small letters. */
  private static final Set<String> NOBODY =
      Set.of(
          "anonymous",
          "guest",
          "distinctid",
          "distinct_id",
          "id",
          "not_authenticated",
          "email",
          "undefined",
          "true",
          "false",
          "null",
          "none",
          "nan",
          "[object object]",
          "-1",
          "unknown");

  private static final Pattern ZEROS = Pattern.compile("[0-]*");
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private final Map<String, IdentifierType> types;
  private final Set<Identifier> blocked;

  /**
   * Makes rules.
   *
   * @param types what is known of types; any other is weak, comes last, and has five a profile
   * @param blocked values that never join anybody, such as the address of the shop itself
   */
  public IdentityRules(List<IdentifierType> types, Set<Identifier> blocked) {
    this.types =
        types.stream()
            .collect(Collectors.toUnmodifiableMap(IdentifierType::name, Function.identity()));
    this.blocked =
        blocked.stream().map(IdentityRules::comparable).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the standard rules. */
  public static IdentityRules standard() {
    return new IdentityRules(
        List.of(
            new IdentifierType("user_id", Strength.STRONG, 1, 1),
            new IdentifierType("email", Strength.STRONG, 2, USUAL_LIMIT),
            new IdentifierType("loyalty_card", Strength.STRONG, 3, USUAL_LIMIT)),
        Set.of());
  }

  /** Returns how identifiers of a type count. */
  public IdentifierType type(String name) {
    return Objects.requireNonNullElseGet(
        types.get(name), () -> new IdentifierType(name, Strength.WEAK, LAST, USUAL_LIMIT));
  }

  /** Returns the types of what was given to one person, those that are kept longest first. */
  public List<String> strongTypes() {
    return types.values().stream()
        .filter(each -> each.strength() == Strength.STRONG)
        .sorted(Comparator.comparingInt(IdentifierType::priority))
        .map(IdentifierType::name)
        .toList();
  }

  /** Returns whether an identifier was given to one person. */
  public boolean isStrong(Identifier identifier) {
    return type(identifier.type()).strength() == Strength.STRONG;
  }

  /**
   * Returns the identifiers that were given to one person, those that are kept longest first.
   *
   * @param identifiers of a profile, in any order
   */
  public List<Identifier> strong(List<Identifier> identifiers) {
    return identifiers.stream().filter(this::isStrong).sorted(order()).toList();
  }

  /** Returns the order in which the identifiers that are kept longest come first. */
  public Comparator<Identifier> order() {
    return Comparator.<Identifier>comparingInt(each -> type(each.type()).priority())
        .thenComparing(Identifier::type)
        .thenComparing(Identifier::value);
  }

  /**
   * Returns an identifier in the form in which it is compared; empty if it names nobody: blank,
   * blocked, longer than 500 characters, a word such as {@code guest}, nothing but zeros, or an
   * {@code email} that is no address.
   */
  public Optional<Identifier> usable(Identifier given) {
    Identifier identifier = comparable(given);
    String value = identifier.value();
    boolean nobody =
        value.length() > LONGEST
            || ZEROS.matcher(value).matches()
            || NOBODY.contains(value.toLowerCase(Locale.ROOT))
            || (identifier.type().equals("email") && !ADDRESS.matcher(value).matches())
            || blocked.contains(identifier);
    return nobody ? Optional.empty() : Optional.of(identifier);
  }

  private static Identifier comparable(Identifier given) {
    String value = given.value().strip();
    return new Identifier(
        given.type(), given.type().equals("email") ? value.toLowerCase(Locale.ROOT) : value);
  }
}
