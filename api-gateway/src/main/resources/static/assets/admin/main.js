import '../language.js';
import './requests.js';
import './confirm.js';
import './dialogs.js';
import './copy.js';
import './times.js';
import './instants.js';
import './live.js';
