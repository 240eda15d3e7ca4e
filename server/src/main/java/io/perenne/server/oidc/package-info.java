// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Signing in with the users of somebody else: OpenID Connect. */
@NullMarked
package io.perenne.server.oidc;

import org.jspecify.annotations.NullMarked;
