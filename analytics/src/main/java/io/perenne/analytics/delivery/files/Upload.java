// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.delivery.destination.Label;

/**
 * How files are put into a folder.
 *
 * @param folder where; {@code /} separates, and a relative path begins where the login puts us
 * @param mode under which name
 * @param verification how the result is verified
 * @param trigger what is added to the file's name for an empty file that is uploaded last; empty
 *     for none
 * @param triggerFolder where that file goes; empty for the same folder
 */
public record Upload(
    String folder,
    UploadMode mode,
    Verification verification,
    String trigger,
    String triggerFolder) {
  public Upload {
    requireNoParents(folder);
    requireNoParents(triggerFolder);
    if (trigger.matches(".*[\\\\/:*<>|?\"].*")) {
      throw new IllegalArgumentException("trigger has a forbidden character: " + trigger);
    }
  }

  private static void requireNoParents(String path) {
    if (("/" + path + "/").contains("/../") || path.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("folder has .. or \\: " + path);
    }
  }

  /** Returns the path of a file in the folder. */
  String path(String name) {
    return join(folder, name);
  }

  /**
   * Returns the path under which an upload in progress is kept. Nobody can foresee it who does not
   * know what is uploaded, and what is found there can be the beginning of the same bytes only.
   */
  String partPath(Label label) {
    return path("." + label.name() + "." + label.sha256().substring(0, 16) + ".part");
  }

  /** Returns the path of the trigger file. */
  String triggerPath(String name) {
    return join(triggerFolder.isEmpty() ? folder : triggerFolder, name + trigger);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
