// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.home.OutputGuard;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of this machine, network mounts included. */
public final class FolderChannel implements Channel {
  private static final UploadSettings UPLOAD = UploadSettings.here();

  @Override
  public String kind() {
    return "folder";
  }

  @Override
  public List<Key<?>> keys() {
    return Stream.concat(UPLOAD.keys().stream(), FileSettings.KEYS.stream()).toList();
  }

  @Override
  public Destination destination(DestinationSettings settings, ChannelContext context) {
    Upload upload = UPLOAD.upload(settings);
    for (String folder : List.of(upload.folder(), upload.triggerFolder())) {
      if (!folder.isEmpty()) {
        OutputGuard.requireOutside(settings.name() + ", folder", Path.of(folder), context.home());
      }
    }
    return new FileDestination("", LocalFiles::new, upload);
  }

  @Override
  public Packing packing(DestinationSettings settings, ChannelContext context) {
    return FileSettings.packing(settings, context.instants());
  }
}
