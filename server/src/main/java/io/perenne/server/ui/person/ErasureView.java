// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.perenne.server.privacy.Privacy;

/**
 * What would be erased.
 *
 * @param address of the page about the person
 * @param extent how much there is
 */
public record ErasureView(String address, Privacy.Extent extent) {}
