// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.account;

/**
 * What is shown to somebody who signs out and has a session at a provider of identities too.
 *
 * @param provider what people call it
 * @param address where that session is ended
 */
public record FarewellView(String provider, String address) {}
