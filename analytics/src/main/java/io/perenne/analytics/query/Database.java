// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What differs between the databases that can be asked. */
interface Database {
  /** {@code jdbc:KIND://HOST:PORT,HOST/DATABASE?PARAMETERS}: no user, nothing in brackets. */
  Pattern ADDRESS = Pattern.compile("jdbc:([a-z]+)://([\\w.:,\\[\\]-]+)/[\\w.%-]+(?:\\?([^?]*))?");

  /** Returns the database that an address is of; empty where it says more than it may. */
  static Optional<Database> of(String url) {
    Matcher matcher = ADDRESS.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String parameters = Optional.ofNullable(matcher.group(3)).orElse("");
    return Stream.of(new PostgresqlDatabase(), new MysqlDatabase())
        .filter(each -> each.kinds().contains(matcher.group(1)))
        .filter(each -> onlyNames(parameters, each.parameters()))
        .findFirst();
  }

  /** Returns the hosts that an address names. */
  static String hosts(String url) {
    Matcher matcher = ADDRESS.matcher(url);
    return matcher.matches() ? matcher.group(2) : url;
  }

  private static boolean onlyNames(String parameters, Set<String> allowed) {
    return Stream.of(parameters.split("&", -1))
        .filter(each -> !each.isEmpty())
        .allMatch(each -> allowed.contains(each.substring(0, Math.max(0, each.indexOf('=')))));
  }

  /** Returns what stands between the colons of its addresses. */
  Set<String> kinds();

  /**
   * Returns what else an address may say: nothing that loads a class, writes a file or names a
   * user.
   */
  Set<String> parameters();

  /** Returns the address as its driver wants it. */
  String driverUrl(String url);

  /** Returns what its driver is told, beside user and password. */
  Map<String, String> properties(Duration limit);

  /** Returns whether a statement that begins like one that reads could do more. */
  boolean mayDoMore(String sql);

  /**
   * Begins a transaction that only reads.
   *
   * @param limit how long a statement may take
   * @param most rows; 0 for all
   */
  void begin(Connection connection, Duration limit, int most) throws SQLException;

  /** Returns a statement that ends after a limit. */
  Statement statement(Connection connection, Duration limit) throws SQLException;

  /** Returns whether it sends all rows, wanted or not. */
  boolean sendsAll();

  /** Returns a value as text: numbers with a point, instants in UTC; empty where there is none. */
  String value(ResultSet rows, int column, ResultSetMetaData description) throws SQLException;

  /** Returns why it refuses. */
  Refusal refusal(SQLException failure);
}
