// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A process that brings a store to the newest format and dies, unwarned, before one statement. */
final class DyingMigration {
  static final int DIED = 137;

  private DyingMigration() {}

  static int start(String store, Path folder, int statement) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DyingMigration.class.getName(),
                store,
                folder.toString(),
                Integer.toString(statement))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[1]);
    DatabaseAddress address =
        arguments[0].startsWith("jdbc:")
            ? DatabaseAddress.postgresql(arguments[0], folder)
            : DatabaseAddress.sqlite(folder.resolve(arguments[0]));
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
    try (HikariDataSource pool = Pools.writers(address)) {
      DataSource dying = dying(DataSource.class, pool, left);
      new Formats(address, () -> StoreContract.NOW).migrate(dying);
    }
  }

  private static <T> T dying(Class<T> type, T real, AtomicInteger left) {
    return type.cast(
        Proxy.newProxyInstance(
            DyingMigration.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, values) -> {
              boolean counts = method.getName().matches("execute.*|commit|unwrap");
              if (counts && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(DIED);
              }
              Object result;
              try {
                result = method.invoke(real, values);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
              if (method.getName().equals("unwrap")) {
                return result;
              }
              if (result instanceof PreparedStatement statement) {
                return dying(PreparedStatement.class, statement, left);
              }
              if (result instanceof Statement statement) {
                return dying(Statement.class, statement, left);
              }
              return result instanceof Connection connection
                  ? dying(Connection.class, connection, left)
                  : result;
            }));
  }
}
