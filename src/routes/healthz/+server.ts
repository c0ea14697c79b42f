/** The process is up and answers. */
export const GET = () => new Response('ok', { headers: { 'cache-control': 'no-store' } });
