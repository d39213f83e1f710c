// Read from joblib 1.6.0 by scripts/read-libraries.py; not written by hand.

import type { Reading } from '../reading.ts';

export function readJoblib(): Reading {
  return {
    library: 'joblib',
    version: '1.6.0',
    functions: {
      'joblib.cpu_count': 'only_physical_cores=false',
      'joblib.delayed': 'function',
      'joblib.dump': 'value filename compress=0 protocol=null',
      'joblib.effective_n_jobs': 'n_jobs=-1',
      'joblib.expires_after': 'days=0 seconds=0 microseconds=0 milliseconds=0 minutes=0 hours=0 weeks=0',
      'joblib.hash': 'obj hash_name="md5" coerce_mmap=false',
      'joblib.load': 'filename mmap_mode=null ensure_native_byte_order="auto"',
      'joblib.register_compressor': 'compressor_name compressor force=false',
      'joblib.register_parallel_backend': 'name factory make_default=false',
      'joblib.register_store_backend': 'backend_name backend',
      'joblib.wrap_non_picklable_objects': 'obj keep_wrapper=true',
    },
    aliases: {
      'joblib.compressor': 'joblib',
      'joblib.externals.loky.cloudpickle_wrapper': 'joblib',
      'joblib.hashing': 'joblib',
      'joblib.memory': 'joblib',
      'joblib.numpy_pickle': 'joblib',
      'joblib.parallel': 'joblib',
    },
    metrics: {
    },
    classes: {
      'joblib.Memory': { parameters: 'location=null backend="local" mmap_mode=null compress=false verbose=1 backend_options=null', methods: { cache: 'func=null ignore=null verbose=null mmap_mode=false cache_validation_callback=null', clear: 'warn=true', debug: 'msg', eval: 'func *args **kwargs', format: 'obj indent=0', info: 'msg', reduce_size: 'bytes_limit=null items_limit=null age_limit=null', warn: 'msg' } },
      'joblib.Parallel': { parameters: 'n_jobs=? backend=? return_as="list" verbose=? timeout=null pre_dispatch="2\\u0020*\\u0020n_jobs" batch_size="auto" temp_folder=? max_nbytes=? mmap_mode=? prefer=? require=? **backend_kwargs', methods: { debug: 'msg', dispatch_next: '', dispatch_one_batch: 'iterator', format: 'obj indent=0', info: 'msg', print_progress: '', warn: 'msg' } },
    },
  };
}
