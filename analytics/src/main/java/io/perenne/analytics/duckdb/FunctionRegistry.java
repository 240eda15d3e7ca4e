// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.clv.words.Utf8Text;
import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBuilder;

/** Gives an engine functions of ours, which it calls a batch of rows at a time. */
class FunctionRegistry {
  final DuckDb database;

  FunctionRegistry(DuckDb database) {
    this.database = database;
  }

  /** What a function does with a row whose first argument is not null. */
  @FunctionalInterface
  interface RowFunction {
    void apply(Batch batch, int row) throws Exception;
  }

  void define(
      String name, DuckDBColumnType result, RowFunction function, DuckDBColumnType... parameters) {
    DuckDBScalarFunction batched =
        (in, out) -> {
          Batch batch = new Batch(in, out);
          for (int i = 0; i < batch.size(); i++) {
            if (!batch.nullIn(i)) {
              function.apply(batch, i);
            }
          }
        };
    register(name, result, batched, parameters);
  }

  /** Appends what a function answers for a row. */
  @FunctionalInterface
  interface TextFunction {
    void append(Utf8Text text, Batch batch, int row);
  }

  /** Defines a function of texts, handed over together; its first argument is never null. */
  void defineText(String name, TextFunction function, DuckDBColumnType... parameters) {
    DuckDBScalarFunction batched =
        (in, out) -> {
          Batch batch = new Batch(in, out);
          byte[][] texts = new byte[batch.size()][];
          Utf8Text text = new Utf8Text();
          for (int i = 0; i < texts.length; i++) {
            text.clear();
            function.append(text, batch, i);
            texts[i] = text.toBytes();
          }
          out.setStringUtf8Batch(0, texts);
        };
    register(name, DuckDBColumnType.VARCHAR, batched, parameters);
  }

  /** Registers a function that does something besides answering, and must run once for each row. */
  void defineSink(String name, DuckDBScalarFunction function, DuckDBColumnType... parameters) {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      build(builder, name, DuckDBColumnType.BIGINT, function, parameters)
          .withVolatile()
          .register(database.connection());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /** Registers a function that makes a table. */
  void defineTable(String name, DuckDBTableFunction<?, ?, ?> function) {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName(name).withFunction(function).register(database.connection());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  void register(
      String name,
      DuckDBColumnType result,
      DuckDBScalarFunction function,
      DuckDBColumnType... parameters) {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      build(builder, name, result, function, parameters).register(database.connection());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  private static DuckDBScalarFunctionBuilder build(
      DuckDBScalarFunctionBuilder builder,
      String name,
      DuckDBColumnType result,
      DuckDBScalarFunction function,
      DuckDBColumnType... parameters)
      throws SQLException {
    return builder
        .withName(name)
        .withParameters(parameters)
        .withReturnType(result)
        .withVectorizedFunction(function);
  }
}
