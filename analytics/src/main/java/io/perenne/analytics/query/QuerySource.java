// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A question to a database whose rows are transactions or customers.
 *
 * @param name by which it is called
 * @param url {@code jdbc:postgresql://HOST/DATABASE}, {@code jdbc:mysql:} or {@code jdbc:mariadb:},
 *     without a user and a password
 * @param user our name there
 * @param password where the password is, {@code env:NAME} or {@code file:PATH}; empty for none
 * @param sql one statement that only reads
 */
public record QuerySource(String name, String url, String user, String password, String sql) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern READING = Pattern.compile("(?is)(select|with|values|table)\\b.*");
  private static final Pattern COMMENTS =
      Pattern.compile("(?s)\\A(\\s|(?:--|#)[^\\n]*\\n|/\\*.*?\\*/)*");
  private static final int MOST_LETTERS = 20_000;

  /**
   * Requires that it can be asked.
   *
   * @throws InputException with everything that is wrong; what may be a password is not repeated
   */
  public void requireUsable() {
    List<Problem> problems = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      problems.add(problem("name"));
    }
    Optional<Database> database = Database.of(url);
    if (database.isEmpty()) {
      problems.add(problem("url"));
    }
    if (user.isBlank()) {
      problems.add(problem("user"));
    }
    if (!password.isEmpty() && !isReference(password)) {
      problems.add(problem("password"));
    }
    if (!isOneReadingStatement(statement())) {
      problems.add(problem("sql"));
    } else if (database.isPresent() && database.get().mayDoMore(statement())) {
      problems.add(problem("into"));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static Problem problem(String field) {
    return Problem.of(Texts.message("problem.query." + field))
        .withWhere(field)
        .withRemedy(Texts.message("problem.query." + field + ".remedy"));
  }

  private static boolean isReference(String password) {
    return password.toLowerCase(Locale.ROOT).matches("(env|file):.+");
  }

  /** A database refuses to write in a transaction that reads; a second statement could end it. */
  private static boolean isOneReadingStatement(String sql) {
    return sql.length() <= MOST_LETTERS
        && sql.indexOf(';') < 0
        && READING.matcher(COMMENTS.matcher(sql).replaceFirst("")).matches();
  }

  /** Returns the statement without a semicolon at its end. */
  String statement() {
    String text = sql.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
  }

  /** Returns where the password is, if there is one. */
  Optional<Secret> secret() {
    return password.isEmpty() ? Optional.empty() : Optional.of(Secret.parse(password));
  }
}
