// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import java.util.Collection;

/** Tells who is left alone so that the others can be compared with them. */
public interface ControlGroup {
  /** Nobody is. */
  ControlGroup NOBODY = customerIds -> false;

  /**
   * Returns whether a person is in the universal control group.
   *
   * @param customerIds by which a run may know the person
   */
  boolean has(Collection<String> customerIds);
}
