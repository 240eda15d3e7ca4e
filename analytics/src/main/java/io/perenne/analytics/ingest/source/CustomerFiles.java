// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.FieldMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files of customers, described and ready to be read.
 *
 * @param setting what they share
 * @param files the files in order of age, the newest last
 */
public record CustomerFiles(SourceSetting setting, List<CustomerFile> files)
    implements AutoCloseable {

  /** Copies the list. */
  public CustomerFiles {
    files = List.copyOf(files);
  }

  /** Returns this description with other files, such as mended ones. */
  public CustomerFiles withFiles(List<CustomerFile> others) {
    return new CustomerFiles(setting, others);
  }

  /** Returns what was found out about each file, in the same order. */
  public List<InputFile> describe() {
    return files.stream().map(CustomerFile::describe).toList();
  }

  /** Returns the names of the attributes of all files, each once whatever its case. */
  public List<String> attributes() {
    Map<String, String> names = new LinkedHashMap<>();
    for (CustomerFile file : files) {
      for (FieldMapping found : file.findAll(CustomerFile.ATTRIBUTE)) {
        names.putIfAbsent(found.column().toLowerCase(Locale.ROOT), found.column());
      }
    }
    return List.copyOf(names.values());
  }

  /** Returns whether any file has a column for a field. */
  public boolean has(String field) {
    return files.stream().anyMatch(file -> file.find(field).isPresent());
  }

  /** Deletes the copies that were made of files. */
  @Override
  public void close() {
    SourceSetting.deleteCopies(files);
  }
}
