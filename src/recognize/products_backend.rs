//! [`Matrices`] as a backend of ggml, which whisper.cpp then leaves its large products to.
//!
//! ggml has a registry of devices. Whoever is in it as an accelerator is asked of every step of a graph whether it computes it; the rest
//! stays with the processor's own backend. So decoding, word times and all else remain whisper.cpp's. The tables of functions below are
//! those of `ggml-backend-impl.h`; ggml checks their version when they are registered.
#![allow(unsafe_code, reason = "this is ggml's interface, which is of C")]

use std::cell::RefCell;
use std::ffi::{c_char, c_int, c_void};
use std::ptr::null_mut;
use std::sync::{Arc, Once};

use whisper_rs::whisper_rs_sys as sys;

use super::products::{Matrices, Matrix, product};

/// Fewer rows on either side are not worth the way here, unless one side is a model's matrix.
const LEAST_ROWS: i64 = 32;
/// What `ggml-backend-impl.h` calls `GGML_BACKEND_API_VERSION`.
const VERSION: c_int = 2;

thread_local! {
    /// What a state of whisper.cpp that is being made on this thread is to multiply with.
    static GIVEN: RefCell<Option<Arc<Matrices>>> = const { RefCell::new(None) };
}

/// Whether this processor has instructions for products of whole numbers of eight bits (AVX-512 with VNNI): recognition then computes
/// with them unless [`WhisperOptions::int8`](super::WhisperOptions::int8) is off.
#[must_use]
pub fn int8_possible() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx512f") && std::arch::is_x86_feature_detected!("avx512vnni");
    #[cfg(not(target_arch = "x86_64"))]
    return false;
}

/// Runs `make`, which makes a state of whisper.cpp that will multiply with `matrices`.
pub(super) fn given<T>(matrices: Option<&Arc<Matrices>>, make: impl FnOnce() -> T) -> T {
    static REGISTERED: Once = Once::new();
    let Some(matrices) = matrices else { return make() };
    REGISTERED.call_once(|| unsafe { sys::ggml_backend_register((&raw const REGISTRY).cast_mut().cast()) });
    GIVEN.set(Some(matrices.clone()));
    let made = make();
    GIVEN.set(None);
    made
}

type Unused = Option<unsafe extern "C" fn()>;

#[repr(C)]
struct Backend {
    guid: *const [u8; 16],
    get_name: unsafe extern "C" fn(*mut Backend) -> *const c_char,
    free: unsafe extern "C" fn(*mut Backend),
    /// Transfers, synchronisation and plans.
    unused: [Unused; 8],
    graph_compute: unsafe extern "C" fn(*mut Backend, *mut sys::ggml_cgraph) -> sys::ggml_status,
    /// Events and reordering of graphs.
    unused_too: [Unused; 3],
    device: *const Device,
    context: *mut Matrices,
}

#[repr(C)]
struct Device {
    get_name: unsafe extern "C" fn(*mut Device) -> *const c_char,
    get_description: unsafe extern "C" fn(*mut Device) -> *const c_char,
    get_memory: unsafe extern "C" fn(*mut Device, *mut usize, *mut usize),
    get_type: unsafe extern "C" fn(*mut Device) -> sys::ggml_backend_dev_type,
    get_props: unsafe extern "C" fn(*mut Device, *mut sys::ggml_backend_dev_props),
    init_backend: unsafe extern "C" fn(*mut Device, *const c_char) -> *mut Backend,
    get_buffer_type: unsafe extern "C" fn(*mut Device) -> sys::ggml_backend_buffer_type_t,
    get_host_buffer_type: Unused,
    buffer_from_host_ptr: Unused,
    supports_op: unsafe extern "C" fn(*mut Device, *const sys::ggml_tensor) -> bool,
    supports_buft: unsafe extern "C" fn(*mut Device, sys::ggml_backend_buffer_type_t) -> bool,
    /// Offloading and events.
    unused: [Unused; 4],
    reg: *const Registry,
    context: *mut c_void,
}

#[repr(C)]
struct Registry {
    api_version: c_int,
    get_name: unsafe extern "C" fn(*mut Registry) -> *const c_char,
    get_device_count: unsafe extern "C" fn(*mut Registry) -> usize,
    get_device: unsafe extern "C" fn(*mut Registry, usize) -> *const Device,
    get_proc_address: unsafe extern "C" fn(*mut Registry, *const c_char) -> *mut c_void,
    context: *mut c_void,
}

// They are never written to.
unsafe impl Sync for Device {}
unsafe impl Sync for Registry {}

static GUID: [u8; 16] = *b"rawi's products.";

static REGISTRY: Registry = Registry {
    api_version: VERSION,
    get_name: registry_name,
    get_device_count: one_device,
    get_device: the_device,
    get_proc_address: no_more_functions,
    context: null_mut(),
};

static DEVICE: Device = Device {
    get_name: device_name,
    get_description: device_name,
    get_memory: no_memory,
    get_type: an_accelerator,
    get_props: properties,
    init_backend,
    get_buffer_type: memory_of_the_processor,
    get_host_buffer_type: None,
    buffer_from_host_ptr: None,
    supports_op,
    supports_buft,
    unused: [None; 4],
    reg: &REGISTRY,
    context: null_mut(),
};

const NAME: *const c_char = c"rawi".as_ptr();

unsafe extern "C" fn registry_name(_: *mut Registry) -> *const c_char {
    NAME
}

unsafe extern "C" fn one_device(_: *mut Registry) -> usize {
    1
}

unsafe extern "C" fn the_device(_: *mut Registry, _: usize) -> *const Device {
    &DEVICE
}

unsafe extern "C" fn no_more_functions(_: *mut Registry, _: *const c_char) -> *mut c_void {
    null_mut()
}

unsafe extern "C" fn device_name(_: *mut Device) -> *const c_char {
    NAME
}

unsafe extern "C" fn no_memory(_: *mut Device, free: *mut usize, total: *mut usize) {
    unsafe {
        *free = 0;
        *total = 0;
    }
}

unsafe extern "C" fn an_accelerator(_: *mut Device) -> sys::ggml_backend_dev_type {
    sys::ggml_backend_dev_type_GGML_BACKEND_DEVICE_TYPE_ACCEL
}

unsafe extern "C" fn properties(_: *mut Device, properties: *mut sys::ggml_backend_dev_props) {
    unsafe {
        std::ptr::write_bytes(properties, 0, 1);
        (*properties).name = NAME;
        (*properties).description = NAME;
        (*properties).type_ = sys::ggml_backend_dev_type_GGML_BACKEND_DEVICE_TYPE_ACCEL;
    }
}

/// None for a state of somebody else's; whisper.cpp then goes on without.
unsafe extern "C" fn init_backend(_: *mut Device, _: *const c_char) -> *mut Backend {
    let Some(matrices) = GIVEN.with_borrow(Clone::clone) else { return null_mut() };
    Box::into_raw(Box::new(Backend {
        guid: &GUID,
        get_name: backend_name,
        free,
        unused: [None; 8],
        graph_compute,
        unused_too: [None; 3],
        device: &DEVICE,
        context: Arc::into_raw(matrices).cast_mut(),
    }))
}

unsafe extern "C" fn backend_name(_: *mut Backend) -> *const c_char {
    NAME
}

unsafe extern "C" fn free(backend: *mut Backend) {
    let backend = unsafe { Box::from_raw(backend) };
    drop(unsafe { Arc::from_raw(backend.context) });
}

unsafe extern "C" fn memory_of_the_processor(_: *mut Device) -> sys::ggml_backend_buffer_type_t {
    unsafe { sys::ggml_backend_cpu_buffer_type() }
}

unsafe extern "C" fn supports_buft(_: *mut Device, buffers: sys::ggml_backend_buffer_type_t) -> bool {
    unsafe { sys::ggml_backend_buft_is_host(buffers) }
}

unsafe extern "C" fn supports_op(_: *mut Device, op: *const sys::ggml_tensor) -> bool {
    let op = unsafe { &*op };
    match op.op {
        sys::ggml_op_GGML_OP_NONE
        | sys::ggml_op_GGML_OP_RESHAPE
        | sys::ggml_op_GGML_OP_VIEW
        | sys::ggml_op_GGML_OP_PERMUTE
        | sys::ggml_op_GGML_OP_TRANSPOSE => true,
        sys::ggml_op_GGML_OP_MUL_MAT => unsafe { kind(op) }.is_some(),
        _ => false,
    }
}

/// The products that are computed here.
enum Kind {
    /// A model's matrix with anything.
    Weights,
    /// Large matrices, both of which were computed.
    Computed,
}

unsafe fn kind(op: &sys::ggml_tensor) -> Option<Kind> {
    let (left, right) = unsafe { (op.src[0].as_ref()?, op.src[1].as_ref()?) };
    if op.type_ != sys::ggml_type_GGML_TYPE_F32 || right.type_ != sys::ggml_type_GGML_TYPE_F32 || right.nb[0] != 4 {
        return None;
    }
    let weights = !left.buffer.is_null()
        && unsafe { sys::ggml_backend_buffer_get_usage(left.buffer) }
            == sys::ggml_backend_buffer_usage_GGML_BACKEND_BUFFER_USAGE_WEIGHTS;
    if weights {
        let whole = unsafe { sys::ggml_is_contiguous(left) && sys::ggml_is_contiguous(right) };
        return (whole && left.ne[2] * left.ne[3] == 1 && unsafe { to_single(left.type_) }.is_some())
            .then_some(Kind::Weights);
    }
    let plain = (left.type_ == sys::ggml_type_GGML_TYPE_F16 && left.nb[0] == 2)
        || (left.type_ == sys::ggml_type_GGML_TYPE_F32 && left.nb[0] == 4);
    let large = left.ne[0] >= LEAST_ROWS && left.ne[1] >= LEAST_ROWS && right.ne[1] >= LEAST_ROWS;
    let as_many = left.ne[2] == right.ne[2] && left.ne[3] == right.ne[3];
    (plain && large && as_many).then_some(Kind::Computed)
}

/// What makes numbers of single precision of those of a type; `None` for that itself too.
unsafe fn to_single(type_: sys::ggml_type) -> sys::ggml_to_float_t {
    unsafe { (*sys::ggml_get_type_traits(type_)).to_float }
}

unsafe extern "C" fn graph_compute(backend: *mut Backend, graph: *mut sys::ggml_cgraph) -> sys::ggml_status {
    let matrices = unsafe { &*(*backend).context };
    for number in 0..unsafe { sys::ggml_graph_n_nodes(graph) } {
        let node = unsafe { &*sys::ggml_graph_node(graph, number) };
        if node.op != sys::ggml_op_GGML_OP_MUL_MAT {
            continue;
        }
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match unsafe { kind(node) } {
            Some(Kind::Weights) => unsafe { with_weights(matrices, node) },
            _ => unsafe { computed(node) },
        }));
        if done.is_err() {
            return sys::ggml_status_GGML_STATUS_FAILED;
        }
    }
    sys::ggml_status_GGML_STATUS_SUCCESS
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

unsafe fn with_weights(matrices: &Matrices, node: &sys::ggml_tensor) {
    let (left, right) = unsafe { (&*node.src[0], &*node.src[1]) };
    let (width, rows) = (size(left.ne[0]), size(left.ne[1]));
    let matrix = matrices.at(left.data as usize, || {
        Matrix::new(rows, width, |row, values| unsafe { numbers(left, row * left.nb[1], values) })
    });
    let inputs = size(right.ne[1] * right.ne[2] * right.ne[3]);
    let input = unsafe { std::slice::from_raw_parts(right.data.cast::<f32>(), inputs * width) };
    let out = unsafe { std::slice::from_raw_parts_mut(node.data.cast::<f32>(), inputs * rows) };
    if let Some(matrix) = matrix.get() {
        matrix.times(input, out);
    }
}

/// The numbers of a row of `tensor` that begins `at` so many bytes.
unsafe fn numbers(tensor: &sys::ggml_tensor, at: usize, values: &mut [f32]) {
    let from = unsafe { tensor.data.cast::<u8>().add(at) };
    match unsafe { to_single(tensor.type_) } {
        Some(convert) => unsafe { convert(from.cast(), values.as_mut_ptr(), values.len() as i64) },
        None => unsafe { std::ptr::copy_nonoverlapping(from.cast(), values.as_mut_ptr(), values.len()) },
    }
}

unsafe fn computed(node: &sys::ggml_tensor) {
    let (left, right) = unsafe { (&*node.src[0], &*node.src[1]) };
    let (width, rows, inputs) = (size(left.ne[0]), size(left.ne[1]), size(right.ne[1]));
    let gathered = |tensor: &sys::ggml_tensor, rows: usize, layer: usize, block: usize| {
        let mut all = vec![0.0; rows * width];
        for (row, values) in all.chunks_exact_mut(width).enumerate() {
            unsafe { numbers(tensor, row * tensor.nb[1] + layer * tensor.nb[2] + block * tensor.nb[3], values) };
        }
        all
    };
    for block in 0..size(left.ne[3]) {
        for layer in 0..size(left.ne[2]) {
            let (a, b) = (gathered(right, inputs, layer, block), gathered(left, rows, layer, block));
            let at = layer * node.nb[2] + block * node.nb[3];
            let out = unsafe { node.data.cast::<u8>().add(at).cast::<f32>() };
            product(&a, &b, width, unsafe { std::slice::from_raw_parts_mut(out, inputs * rows) });
        }
    }
}
