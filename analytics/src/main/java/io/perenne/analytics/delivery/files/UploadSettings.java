// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;
import static io.perenne.analytics.delivery.channel.ValueTypes.choice;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How files are put into a folder, here or on a server. */
public final class UploadSettings {
  private static final Key<UploadMode> UPLOAD =
      Key.of("upload", choice(UploadMode.class), "temp-rename");
  private static final Key<Verification> VERIFY =
      Key.of("verify", choice(Verification.class), "sha256");
  private static final Key<String> TRIGGER = Key.of("trigger", TEXT, "");

  private final Key<String> folder;
  private final Key<String> triggerFolder;

  private UploadSettings(Key.Trait... ofFolders) {
    folder =
        new Key<>("folder", TEXT, "", Texts.message("destination.key.folder"), required(ofFolders));
    triggerFolder = Key.of("trigger-folder", TEXT, "", ofFolders);
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
