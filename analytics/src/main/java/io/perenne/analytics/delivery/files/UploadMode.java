// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import java.util.Locale;

/** Under which name a file is uploaded. */
public enum UploadMode {
  /**
   * Under a hidden temporary name, then renamed: under the final name there is never half a file.
   */
  TEMP_RENAME,

  /**
   * Under the final name, because an upload starts a file-drop automation of Marketing Cloud and a
   * rename does not. A reader can see half a file; let it wait for a trigger file.
   */
  DIRECT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
