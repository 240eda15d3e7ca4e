// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import java.util.List;

/** Puts messages on a list of tasks, from which people take them: the call centre, the shop. */
final class ListCarrier implements Carrier {
  private static final int TOGETHER = 100;

  /** To be on the list is a state of the message itself, so that nothing lies in between. */
  @Override
  public boolean takesOnce() {
    return true;
  }

  @Override
  public int together() {
    return TOGETHER;
  }

  @Override
  public boolean keepsTexts() {
    return true;
  }

  @Override
  public List<Outcome> carry(List<Parcel> parcels) {
    return parcels.stream().<Outcome>map(each -> new Outcome.Left()).toList();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
