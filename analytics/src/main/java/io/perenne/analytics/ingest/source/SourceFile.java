// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.text.TableFile;

/**
 * The description of one input file.
 *
 * @param <F> the description itself
 */
public interface SourceFile<F extends SourceFile<F>> {

  /** Returns the file and how it is written. */
  TableFile table();

  /** Returns a key that is equal for files that one statement can read together. */
  Object likeness();

  /**
   * Returns this file described so that a scan can read it in spite of the damage it met: values as
   * text, or the records from a clean copy.
   */
  F mended(Damage damage, TableCopier copier);
}
