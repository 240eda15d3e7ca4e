// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.util.Base64;
import java.util.Optional;

/** Lets the library accept the pinned key only, and remembers the key that a server showed. */
final class PinnedHostKeys implements HostKeyRepository {
  private final Optional<HostKeyPin> pinned;
  private Optional<HostKeyPin> shown = Optional.empty();

  PinnedHostKeys(Optional<HostKeyPin> pinned) {
    this.pinned = pinned;
  }

  /** Returns the key that the server showed, if it came that far. */
  Optional<HostKeyPin> shown() {
    return shown;
  }

  @Override
  public int check(String host, byte[] key) {
    HostKeyPin found = new HostKeyPin(typeOf(key), Base64.getEncoder().encodeToString(key));
    shown = Optional.of(found);
    if (pinned.isEmpty()) {
      return NOT_INCLUDED;
    }
    return pinned.get().equals(found) ? OK : CHANGED;
  }

  /** A key's bytes begin with its type: a length of four bytes and that many characters. */
  private static String typeOf(byte[] key) {
    StringBuilder type = new StringBuilder();
    for (int i = 4; i < 4 + key[3]; i++) {
      type.append((char) key[i]);
    }
    return type.toString();
  }

  @Override
  public void add(HostKey hostkey, UserInfo ui) {
    throw new UnsupportedOperationException("a person approves a key, the library never does");
  }

  @Override
  public void remove(String host, String type) {}

  @Override
  public void remove(String host, String type, byte[] key) {}

  @Override
  public String getKnownHostsRepositoryID() {
    return "the destination's own settings";
  }

  @Override
  public HostKey[] getHostKey() {
    return new HostKey[0];
  }

  @Override
  public HostKey[] getHostKey(String host, String type) {
    return new HostKey[0];
  }
}
