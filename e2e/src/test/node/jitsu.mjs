// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
import { jitsuAnalytics } from '@jitsu/js';
import { bought, key, server, tell, traits, user, viewed } from './shop.mjs';

// by default the library says what failed on the console, and nowhere else
let said = '';
console.error = (message) => {
  said = message;
};

const analytics = jitsuAnalytics({ host: server, writeKey: `perenne:${key}` });

async function send(call, sent) {
  await sent;
  tell(call, said);
  said = '';
}

await send('identify', analytics.identify(user, traits));
await send('view', analytics.track('Product Viewed', viewed));
await send('order', analytics.track('Order Completed', bought));
