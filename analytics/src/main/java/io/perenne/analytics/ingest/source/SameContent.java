// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.RecordWalk;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves out files that are the same as an earlier one, such as {@code jan (1).csv} beside {@code
 * jan.csv}: without order ids their money would count twice. A copy may be packed, or have other
 * line ends or another delimiter.
 */
final class SameContent {

  private SameContent() {}

  /** Removes later copies from {@code files}, each with a warning. */
  static void drop(List<TransactionFile> files, List<Message> warnings) {
    Map<Long, List<TransactionFile>> bySize = new HashMap<>();
    for (TransactionFile file : files) {
      bySize.computeIfAbsent(file.table().bytes(), size -> new ArrayList<>()).add(file);
    }
    for (List<TransactionFile> alike : bySize.values()) {
      if (alike.size() > 1) {
        drop(alike, files, warnings);
      }
    }
    dropSameRows(files, warnings);
  }

  /** Removes later files whose rows are those of an earlier one. */
  private static void dropSameRows(List<TransactionFile> files, List<Message> warnings) {
    Map<TableSample, List<TransactionFile>> bySample = new HashMap<>();
    for (TransactionFile file : List.copyOf(files)) {
      TableSample sample = file.table().sample();
      List<TransactionFile> alike =
          sample.rows().isEmpty()
              ? new ArrayList<>()
              : bySample.computeIfAbsent(sample, key -> new ArrayList<>());
      Optional<TransactionFile> same =
          alike.stream().filter(earlier -> haveSameRows(earlier, file)).findFirst();
      if (same.isPresent()) {
        files.remove(file);
        warnings.add(
            Texts.message(
                "warning.file.same-rows", file.table().path(), same.get().table().path()));
      }
      alike.add(file);
    }
  }

  /** Whether two files with the same first rows have the same rows after them. */
  private static boolean haveSameRows(TransactionFile one, TransactionFile other) {
    if (one.table().format() == FileFormat.PARQUET
        || other.table().format() == FileFormat.PARQUET) {
      return false;
    }
    return (isWhole(one.table()) && isWhole(other.table()))
        || textHash(one.table()).equals(textHash(other.table()));
  }

  /** Whether the first rows are all. */
  private static boolean isWhole(TableFile table) {
    return table.compression() == Compression.NONE
        && table.bytes() < Content.SAMPLE_BYTES
        && table.sample().rows().size() < TableOpener.SAMPLE_ROWS;
  }

  /** The hash of the text of a file, whatever its encoding, packing and line ends. */
  private static String textHash(TableFile table) {
    Charset encoding =
        table.dialect() == null ? StandardCharsets.UTF_8 : table.dialect().encoding();
    try (Reader reader = RecordWalk.reader(Content.of(table.table()).open(), encoding)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      char[] piece = new char[1 << 16];
      for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
        String text = new String(piece, 0, count).replace("\r", "").replace("\n", "");
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw Content.refusal(table.path(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drop(
      List<TransactionFile> alike, List<TransactionFile> files, List<Message> warnings) {
    Map<String, Path> kept = new HashMap<>();
    for (TransactionFile file : alike) {
      Path path = file.table().path();
      Path same = kept.putIfAbsent(hash(file.table().table()), path);
      if (same != null) {
        files.remove(file);
        warnings.add(Texts.message("warning.file.same-bytes", path, same));
      }
    }
  }

  private static String hash(Path path) {
    try {
      return Sha256.of(path);
    } catch (IOException e) {
      throw Content.refusal(path, e);
    }
  }
}
