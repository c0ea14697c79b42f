// Brings back a page that could not be shown: asks for its address until the server answers, then opens it. Proxies
// serve this file themselves while no server runs. Televisions load it as it stands: nothing newer than Chromium 68.
(function () {
	var status = document.body.getAttribute('data-status');
	// Such an answer does not change by itself.
	if (status && Number(status) < 500) return;
	// By GET: what was posted is not posted again.
	var address = location.href.split('#')[0];
	var wait = 2000;

	function ask() {
		var request = new XMLHttpRequest();
		request.open('GET', address);
		request.timeout = 10000;
		request.onloadend = function () {
			if (request.status > 0 && request.status < 500) location.replace(address);
			else askLater();
		};
		request.send();
	}

	function askLater() {
		// A hall full of televisions does not ask in the same moment.
		setTimeout(ask, wait * (0.75 + Math.random() / 2));
		wait = Math.min(wait * 1.5, 10000);
	}

	// A page whose own scripts did not come looks alive, and is not.
	if (!status) {
		var mark = document.createElement('p');
		mark.setAttribute('role', 'alert');
		mark.textContent = '▲ 连接中断，正在重试 · 連線中斷，正在重試 · Not live, trying again';
		mark.style.cssText =
			'position:fixed;top:0;left:0;z-index:9999;width:100%;margin:0;padding:0.6em;box-sizing:border-box;' +
			'background:#86190f;color:#fff;font-size:3vmin;text-align:center';
		document.body.appendChild(mark);
	}
	askLater();
})();
