// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a kind of destination has to provide, its {@link
 * io.perenne.analytics.delivery.channel.Channel}, and the settings that several kinds share.
 */
@NullMarked
package io.perenne.analytics.delivery.channel;

import org.jspecify.annotations.NullMarked;
