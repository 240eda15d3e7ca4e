// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;
import static io.perenne.analytics.delivery.channel.ValueTypes.choice;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How files are put into a folder, here or on a server. */
public final class UploadSettings {
  private static final Key<UploadMode> UPLOAD =
      Key.of(
          "upload",
          choice(UploadMode.class),
          "temp-rename",
          "temp-rename, or direct for file-drop automations");
  private static final Key<Verification> VERIFY =
      Key.of(
          "verify",
          choice(Verification.class),
          "sha256",
          "sha256 asks the server for the hash, or reads the file back; size does neither");
  private static final Key<String> TRIGGER =
      Key.of("trigger", TEXT, "", "ending of an empty file uploaded last, as in .ready");

  private static final String FOLDER =
      "where files go; it is made if it is missing; of sftp datamodel.path if not given";
  private static final String TRIGGER_FOLDER = "where that file goes; empty: beside the file";

  private final Key<String> folder;
  private final Key<String> triggerFolder;

  private UploadSettings(Key.Trait... ofFolders) {
    folder = new Key<>("folder", TEXT, "", FOLDER, FOLDER, required(ofFolders));
    triggerFolder = Key.of("trigger-folder", TEXT, "", TRIGGER_FOLDER, ofFolders);
  }

  private static Set<Key.Trait> required(Key.Trait... others) {
    Set<Key.Trait> traits = EnumSet.of(Key.Trait.REQUIRED);
    traits.addAll(List.of(others));
    return traits;
  }

  /** Returns the settings of a folder of this machine. */
  public static UploadSettings here() {
    return new UploadSettings(Key.Trait.LOCAL_PATH);
  }

  /** Returns the settings of a folder of a server. */
  public static UploadSettings onServer() {
    return new UploadSettings();
  }

  /** Returns the keys, in order. */
  public List<Key<?>> keys() {
    return List.of(folder, UPLOAD, VERIFY, TRIGGER, triggerFolder);
  }

  /**
   * Returns what was set.
   *
   * @throws IllegalArgumentException if a value cannot be used
   */
  public Upload upload(DestinationSettings settings) {
    return new Upload(
        settings.get(folder),
        settings.get(UPLOAD),
        settings.get(VERIFY),
        settings.get(TRIGGER),
        settings.get(triggerFolder));
  }
}
