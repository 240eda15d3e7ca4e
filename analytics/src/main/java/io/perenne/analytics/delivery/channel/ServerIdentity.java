// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

/**
 * What a server shows of itself, for a person to approve.
 *
 * @param type what it is, as in {@code ssh-ed25519}
 * @param fingerprint what a person compares
 * @param text what is kept in the settings once it is approved
 */
public record ServerIdentity(String type, String fingerprint, String text) {}
