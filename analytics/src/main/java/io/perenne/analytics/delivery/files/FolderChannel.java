// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.destination.Destination;
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
    return new FileDestination("", LocalFiles::new, UPLOAD.upload(settings));
  }

  @Override
  public Packing packing(DestinationSettings settings, ChannelContext context) {
    return FileSettings.packing(settings, context.instants());
  }
}
