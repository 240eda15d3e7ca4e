// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

class InMemoryJourneyStoreTest extends JourneyStoreContract {
  @Override
  JourneyStore store() {
    return new InMemoryJourneyStore(new InMemoryOutbox());
  }
}
